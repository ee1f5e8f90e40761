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
 * Hypothesis: a read that meets writes of its page gives one version whole, or none, even though the entry changes its kind and its object is freed.
 * Reason: R6. A reader copies the entry between two looks at the stripe's count, and looks again once it has the object's read lock.
 * Forbidden: a page made of two versions, or of another page; a version that is lost at the end.
 * Run: {@code ./jcstress.sh ReadAgainstWrite}
 */
@JCStressTest
@Outcome(id = "whole, v3", expect = ACCEPTABLE, desc = "Every read gave one of the versions, or none.")
@Outcome(expect = FORBIDDEN, desc = "Torn, or lost.")
@State
public class ReadAgainstWrite {
    private static final int READS = 8;
    private static final int REWRITES = 3;

    private final StressedPage page = StressedPage.take();

    @Actor public void read(LL_Result result) {
        String found = "whole";
        for (int reads = 0; reads < READS; reads++) {
            String version = page.read();
            if (!StressedPage.isWritten(version))
                found = version;
        }
        result.r1 = found;
    }

    @Actor public void write() {
        for (int rewrites = 0; rewrites < REWRITES; rewrites++) {
            page.write(StressedPage.SAME_FILLED);
            page.write(StressedPage.FIRST_STORED);
        }
        page.write(StressedPage.FIRST_STORED + 1);
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = page.end();
    }
}
