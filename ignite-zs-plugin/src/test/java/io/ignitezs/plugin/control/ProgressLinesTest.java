package io.ignitezs.plugin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ignite.cluster.ClusterNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgressLinesTest {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Test void saysHowFarEachNodeIs() throws InterruptedException {
        ZsResult answer = new ZsResult(List.of(
            ZsNodeResult.of(node("a"), ZsTable.of("operation", "percent").row("verify", 41L)),
            ZsNodeResult.failed(node("b"), new IllegalStateException("This node has no compressed pool"))));
        try (ProgressLines progress = new ProgressLines(() -> answer, lines::add, 1)) {
            progress.start();
            assertEquals("Node a: verify 41%", lines.take());
            assertEquals("Node a: verify 41%", lines.take());
        }
    }

    @Test void asksNobodyTwiceWhoCannotAnswer() throws InterruptedException {
        AtomicInteger questions = new AtomicInteger();
        Thread[] asking = new Thread[1];
        try (ProgressLines progress = new ProgressLines(() -> {
            asking[0] = Thread.currentThread();
            questions.incrementAndGet();
            lines.add("asked");
            throw new IllegalStateException("no");
        }, lines::add, 1)) {
            progress.start();
            assertEquals("asked", lines.take());
            asking[0].join();
        }
        assertEquals(1, questions.get());
        assertTrue(lines.isEmpty());
    }

    /** What is asked when the operation ends says nothing any more: the result is printed next. */
    @Test void saysNothingOnceItIsClosed() throws InterruptedException {
        BlockingQueue<Thread> asking = new LinkedBlockingQueue<>();
        CountDownLatch closed = new CountDownLatch(1);
        ProgressLines progress = new ProgressLines(() -> {
            asking.add(Thread.currentThread());
            closed.await();
            return new ZsResult(List.of(ZsNodeResult.of(node("a"), ZsTable.of("operation", "percent").row("verify", 100L))));
        }, lines::add, 1);
        progress.start();
        Thread asked = asking.take();
        progress.close();
        closed.countDown();
        asked.join();
        assertTrue(lines.isEmpty(), lines::toString);
    }

    /** @param consistentId all that is asked for, beside an ID */
    private static ClusterNode node(String consistentId) {
        return (ClusterNode)Proxy.newProxyInstance(ProgressLinesTest.class.getClassLoader(), new Class<?>[] {ClusterNode.class},
            (proxy, method, arguments) -> method.getName().equals("id") ? new UUID(0, 1) : consistentId);
    }
}
