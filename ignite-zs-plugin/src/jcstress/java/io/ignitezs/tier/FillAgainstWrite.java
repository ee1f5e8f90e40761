package io.ignitezs.tier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Hypothesis: a page that was read from its file before it was written there never takes the place of what was written.
 * Reason: R8. The fill's ticket is a stamp, and the write has given the entry another one.
 * Forbidden: the old version at the end, or read after the write has ended.
 * Run: {@code ./jcstress.sh FillAgainstWrite}
 */
@JCStressTest
@Outcome(id = {"v3, v3"}, expect = ACCEPTABLE, desc = "The write is what the tier has.")
@Outcome(expect = FORBIDDEN, desc = "Stale, torn, or lost.")
@State
public class FillAgainstWrite {
    private final StressedPage page = StressedPage.take();
    private final long ticket = page.ticket();

    @Actor public void fill() {
        page.fill(ticket, StressedPage.FIRST_STORED);
    }

    @Actor public void writeAndRead(LL_Result result) {
        page.write(StressedPage.FIRST_STORED + 1);
        result.r1 = page.read();
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = page.end();
    }
}
