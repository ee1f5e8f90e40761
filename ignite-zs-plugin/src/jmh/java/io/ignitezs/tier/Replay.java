package io.ignitezs.tier;

/** Lets an order of eviction answer a trace, with either residency. */
final class Replay {
    private final PageRequests requests;
    private final boolean exclusive;

    /** Pages that were taken by the data region and are still there. */
    private final boolean[] taken;

    Replay(PageRequests requests, boolean exclusive) {
        this.requests = requests;
        this.exclusive = exclusive;
        taken = new boolean[requests.distinctPages()];
    }

    int misses(SimulatedOrder order) {
        return misses(order, 0, requests.count());
    }

    /** @return reads without a hit from one request to another */
    int misses(SimulatedOrder order, int from, int to) {
        int misses = 0;
        for (int request = from; request < to; request++) {
            int page = requests.page(request);
            if (requests.kind(request) == PageRequests.READ)
                misses += read(order, page) ? 0 : 1;
            else if (PageRequests.isOffer(requests.kind(request)))
                offer(order, page, requests.kind(request) == PageRequests.OFFER_USED);
            else if (exclusive)
                order.remove(page); // With an inclusive tier the page is offered again in a moment.
        }
        return misses;
    }

    private boolean read(SimulatedOrder order, int page) {
        boolean hit = order.contains(page);
        if (hit)
            order.use(page);
        if (exclusive && hit)
            order.remove(page);
        if (exclusive)
            taken[page] = hit;
        else if (!hit)
            order.insert(page, false);
        return hit;
    }

    private void offer(SimulatedOrder order, int page, boolean usedElsewhere) {
        if (!order.contains(page)) {
            if (usedElsewhere)
                order.usedElsewhere(page);
            order.insert(page, taken[page]);
        }
        taken[page] = false;
    }
}
