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
 * Hypothesis: a page that waits for its file counts as written only if the file has the version that the tier has.
 * Reason: {@code cleaned} compares the entry with what was read, under the stripe, and a newer version has another handle or another word.
 * Forbidden: a page that is clean though its file has an older version, a version that is lost, one made of two.
 * Run: {@code ./jcstress.sh KeepDirtyAgainstFlush}
 */
@JCStressTest
@Outcome(id = "v3, dirty", expect = ACCEPTABLE, desc = "The file got the older version, and the newer one waits.")
@Outcome(id = "v3, file v3", expect = ACCEPTABLE, desc = "The file got the newer version.")
@Outcome(expect = FORBIDDEN, desc = "Lost, torn, or not in the file.")
@State
public class KeepDirtyAgainstFlush {
    private final StressedPage page = StressedPage.take();

    public KeepDirtyAgainstFlush() {
        page.keepDirty(StressedPage.FIRST_STORED);
    }

    @Actor public void flush() {
        page.flush();
    }

    @Actor public void keep() {
        page.keepDirty(StressedPage.FIRST_STORED + 1);
    }

    @Arbiter public void end(LL_Result result) {
        result.r2 = page.file();
        result.r1 = page.end();
    }
}
