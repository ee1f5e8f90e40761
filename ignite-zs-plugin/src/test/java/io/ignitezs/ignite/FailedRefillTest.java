package io.ignitezs.ignite;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.TierChecker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A page is read into the tier in the background, fails to be compressed, and a newer version of it has come into the tier by then: that one stays. */
@Timeout(600)
class FailedRefillTest {
    private static final int PAGE = 5;

    @TempDir
    private Path directory;
    private StoreFixture fixture;

    @BeforeEach void open() throws Exception {
        fixture = new StoreFixture(directory.resolve("part-3.bin"), 8 << 20, true);
        fixture.write(PAGE, 1, 0);
        fixture.pages.forgetWritten(PAGE);
    }

    @AfterEach void close() throws Exception {
        TierChecker.check(fixture.tier.tier);
        fixture.close();
    }

    @Test void aNewerOneThatOnlyTheTierHasStays() throws Exception {
        refillFailsAfter(() -> WriteBackTest.checkpoint(() -> {
            fixture.write(PAGE, 2, 0);
            return null;
        }));
        assertEquals(1, fixture.stats().dirtyPages);
        expectWithoutFile();
        WriteBackTest.checkpoint(() -> WriteBackTest.sync(fixture.store));
        fixture.pages.forgetWritten(PAGE);
        fixture.expect(PAGE, 2);
    }

    @Test void aNewerOneThatIsInTheFileStays() throws Exception {
        refillFailsAfter(() -> fixture.write(PAGE, 2, 0));
        expectWithoutFile();
    }

    private void refillFailsAfter(Executable newer) throws Exception {
        fixture.beforeStrip = page -> {
            fixture.beforeStrip = other -> { };
            assertDoesNotThrow(newer);
            throw new IllegalStateException("made by a test");
        };
        assertEquals(StoreFixture.PAGE_BYTES, fixture.store.ownReads().refill(PAGE, 1, StoreFixture.garbage()));
        assertEquals(1, fixture.stats().failures);
        assertTrue(fixture.warnings.get(0).contains("operation=refill"), fixture.warnings::toString);
    }

    private void expectWithoutFile() throws Exception {
        int reads = fixture.files.pageReads();
        fixture.expect(PAGE, 2);
        assertEquals(reads, fixture.files.pageReads(), "reads of the file");
    }
}
