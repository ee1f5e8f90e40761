package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.HeldStripe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page is being written beside the checkpoint, and is not at its file yet, when the checkpoint syncs the file: without that page the checkpoint would not be whole. */
@Timeout(60)
class BegunWritesTest {
    private static final int PAGE = 5;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20, true);
        fixture.write(PAGE, 1, 0);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void aSyncWaitsForThem() throws Exception {
        FutureTask<Void> write = new FutureTask<>(() -> {
            fixture.write(PAGE, 2, 0);
            return null;
        });
        FutureTask<Void> sync = new FutureTask<>(() -> WriteBackTest.sync(fixture.store));
        int forces = fixture.files.forces();
        HeldStripe stripe = new HeldStripe(fixture.tier.tier, PAGE);
        try {
            Thread writer = start("user", write);
            Awaitility.await().until(() -> HeldStripe.isAwaitedBy(writer));
            Thread syncer = start("checkpoint-runner-IO-#1", sync);
            Awaitility.await().until(() -> sync.isDone() || waitsForWrites(syncer));
            assertEquals(forces, fixture.files.forces());
        }
        finally {
            stripe.release();
        }
        write.get();
        sync.get();
        assertTrue(fixture.files.forces() > forces);
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.start();
        return thread;
    }

    private static boolean waitsForWrites(Thread thread) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(StraightWrites.class.getName()));
    }
}
