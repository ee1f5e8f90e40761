package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.codec.Codecs;
import io.ignitezs.tier.EvictionOrders;
import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.PageEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** The same estimate as text, as JSON and as a page. */
class EstimateFormsTest {
    /** Must be escaped in a page and in JSON. */
    private static final String GROUP = "a <b> & \"c\"\\";
    private static final int READS = 50_000;

    /** The shares of reads that are the first of their page, of which nobody knows whether a larger, and a smaller pool would answer them: 2000 pages, of which the pool has 400. */
    private static final double FIRST_MISSED = 1600.0 / READS;
    private static final double FIRST_HIT = 400.0 / READS;

    private Estimate estimate;

    @BeforeEach void make() throws IOException {
        EstimateSettings settings = new EstimateSettings();
        settings.sample = SampleSize.parse("400");
        settings.codecs = List.of(Codecs.parse("lz4"), Codecs.parse("zstd:1"));
        MadeFile secret = new MadeFile("secret", false, 400, 3);
        secret.encrypted = true;
        try (Estimator estimator = new Estimator(List.of(new MadeFile(GROUP, false, 2000, 1), new MadeFile("other", true, 500, 2), secret), settings, 0, 0)) {
            estimate = estimator.run();
        }
    }

    private Estimate withReads() {
        MissRatioSampler sampler = new MissRatioSampler(MissRatioSampler.DEFAULT_MAX_PAGES, EvictionOrders.S3_FIFO);
        Random random = new Random(1);
        for (int i = 0; i < READS; i++) {
            int page = random.nextInt(2000);
            sampler.record(PageEvent.READ, 1, page, page < 400);
        }
        SeenPool pool = new SeenPool();
        pool.limitBytes = 1 << 20;
        pool.pages = 400;
        pool.full = true;
        pool.codec = "zstd:1";
        return estimate.with(sampler.curve(), pool);
    }

    @Test void hitRatiosOfEvenReadsAreShares() {
        List<HitRatios.Point> points = withReads().hitRatios().points();
        assertEquals(4, points.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(HitRatios.FACTORS.get(i) * 400, points.get(i).pages());
            assertEquals(HitRatios.FACTORS.get(i) * 400 / 2000, points.get(i).hitRatio().value(), 0.05, points.get(i).hitRatio()::toString);
            double unknown = HitRatios.FACTORS.get(i) == 1 ? 0 : HitRatios.FACTORS.get(i) > 1 ? FIRST_MISSED : FIRST_HIT;
            assertEquals(unknown, points.get(i).hitRatio().error(), 0.03, points.get(i).hitRatio()::toString);
        }
    }

    /** A trace alone says nothing of the pool: then the curve is shown. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutAPoolThereIsACurve(boolean hit) {
        MissRatioSampler sampler = new MissRatioSampler(5000, EvictionOrders.S3_FIFO);
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++)
            sampler.record(PageEvent.READ, 1, random.nextInt(2000), hit);
        HitRatios ratios = estimate.with(sampler.curve(), SeenPool.unknown()).hitRatios();
        assertEquals(List.of(), ratios.points());
        assertEquals(0, ratios.curve().get(0).hitRatio().value(), 0.01);
        assertEquals(0.9, ratios.curve().get(ratios.curve().size() - 1).hitRatio().value(), 0.06);
    }

    /** Where too little was read the error is not known: no band is drawn, and JSON has null. */
    @Test void errorsThatAreNotKnownAreLeftOut() {
        MissRatioSampler sampler = new MissRatioSampler(1000, 4, EvictionOrders.S3_FIFO);
        sampler.record(PageEvent.READ, 1, 0, false);
        sampler.record(PageEvent.READ, 1, 0, false);
        Estimate little = estimate.with(sampler.curve(), SeenPool.unknown());
        assertTrue(Double.isNaN(little.hitRatios().curve().get(0).hitRatio().error()));
        String html = EstimateHtml.of(little, "db");
        assertTrue(html.contains("class=\"curve\"") && !html.contains("class=\"band\"") && !html.contains("NaN"), html);
        String json = EstimateJson.of(little);
        assertTrue(json.contains("\"error\":null") && !json.contains("NaN"), json);
    }

    @Test void textHasALineForEachCodec() {
        String text = EstimateText.of(withReads());
        for (String part : List.of(GROUP, "zstd:1", "ALL, as one pool", "+-", "x0.5", "x4.0", "50,000 page reads"))
            assertTrue(text.contains(part), () -> part + " in\n" + text);
        assertFalse(text.contains("NaN"), text);
        assertTrue(text.contains("Cache group secret is encrypted: "), text);
    }

    @Test void jsonHasNoNumberThatIsNone() {
        String json = EstimateJson.of(withReads());
        assertTrue(json.contains("\"name\":\"a <b> & \\\"c\\\"\\\\\""), json);
        assertFalse(json.contains("NaN") || json.contains("Infinity") || json.contains(",,") || json.contains("{,") || json.contains("[,"), json);
        assertEquals(json.chars().filter(c -> c == '{').count(), json.chars().filter(c -> c == '}').count());
        assertEquals(json.chars().filter(c -> c == '[').count(), json.chars().filter(c -> c == ']').count());
    }

    /** Well-formed to the last sign, and nothing is fetched from elsewhere. */
    @Test void pageIsStrict() throws Exception {
        String html = EstimateHtml.of(withReads(), "db/<node>");
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        assertEquals(2 + 2 + 1 + 2 * 2, page.getElementsByTagName("svg").getLength());
        assertTrue(page.getElementsByTagName("tr").getLength() > 10);
        for (String elsewhere : List.of("src=", "href=", "<script", "url(", "@import"))
            assertFalse(html.contains(elsewhere), elsewhere);
        assertFalse(html.contains("NaN"), html);
        assertTrue(page.getDocumentElement().getTextContent().contains("Cache group secret is encrypted: "));
    }
}
