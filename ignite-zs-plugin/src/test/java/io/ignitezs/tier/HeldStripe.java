package io.ignitezs.tier;

/** Keeps everybody away from the entry of a page, for a moment: who waits for seconds takes the stripe for damaged. */
public final class HeldStripe {
    private final long stripe;

    /** Of a page of the tier's first file. */
    public HeldStripe(PageTier tier, int pageIndex) {
        stripe = tier.entries().stripes().of(tier.indexes().get(1).number(), pageIndex >>> EntryChunks.SHIFT);
        Stripes.lock(stripe);
    }

    /** Whether a thread waits for one now. */
    public static boolean isAwaitedBy(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace())
            if (frame.getClassName().equals(Stripes.class.getName()))
                return true;
        return false;
    }

    public void release() {
        Stripes.unlock(stripe);
    }
}
