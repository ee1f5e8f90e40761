package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ignitezs.tier.GroupSettings;
import io.ignitezs.tier.PagePolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ignite.IgniteException;
import org.junit.jupiter.api.Test;

class CacheGroupQuotasTest {
    private static final long LIMIT_BYTES = 1 << 20;

    private final Map<String, String> caps = new LinkedHashMap<>();
    private final CacheGroupQuotas quotas = new CacheGroupQuotas(caps, Map.of("*", "50%"), "session"::equals, PagePolicy.INDEX_ONLY, LIMIT_BYTES);

    @Test void nameGoesBeforePatternsAndTheFirstPatternBeforeLaterOnes() {
        caps.put("o*", "10%");
        caps.put("order?", "20%");
        caps.put("orders", "100k");
        assertEquals(100 << 10, capBytes("orders"));
        assertEquals(LIMIT_BYTES / 10, capBytes("orderx"));
        assertNull(quotas.apply("prices").cap);
    }

    @Test void percentagesFollowTheSizeAndBytesDoNot() {
        caps.put("share", "25%");
        caps.put("bytes", "256k");
        assertEquals(LIMIT_BYTES / 2, quotas.apply("share").cap.of(2 * LIMIT_BYTES));
        assertEquals(LIMIT_BYTES / 4, quotas.apply("bytes").cap.of(2 * LIMIT_BYTES));
    }

    @Test void volatileGroupsHaveNone() {
        caps.put("*", "10%");
        GroupSettings settings = quotas.apply("session");
        assertNull(settings.cap);
        assertNull(settings.guarantee);
        assertEquals(PagePolicy.ALL, settings.pages);
        assertEquals(PagePolicy.INDEX_ONLY, quotas.apply("sessions").pages);
    }

    @Test void springGetsToKnowWhatIsAllowed() {
        ZsPagePolicyEditor editor = new ZsPagePolicyEditor();
        editor.setAsText(" index_first ");
        assertEquals(ZsPagePolicy.INDEX_FIRST, editor.getValue());
        String refusal = assertThrows(IgniteException.class, () -> editor.setAsText("index")).getMessage();
        assertEquals("Bad ignite-zs configuration [property=pagePolicy, value=index, allowed=ALL | INDEX_FIRST | INDEX_ONLY]", refusal);
    }

    private long capBytes(String group) {
        return quotas.apply(group).cap.of(LIMIT_BYTES);
    }
}
