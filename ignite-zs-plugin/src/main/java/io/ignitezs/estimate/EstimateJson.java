package io.ignitezs.estimate;

import java.util.List;

/** An estimate for programs. Shares are 0..1; what is not known is null. */
public final class EstimateJson {
    private final Json json = new Json();

    private EstimateJson() {
    }

    /** @return one line without its end */
    public static String of(Estimate estimate) {
        EstimateJson written = new EstimateJson();
        written.write(estimate);
        return written.json.toString();
    }

    private void write(Estimate estimate) {
        json.beginObject().name("pageBytes").value(estimate.pageBytes()).name("seed").value(estimate.seed())
            .name("filePages").value(estimate.filePages()).name("sampledPages").value(estimate.sampled());
        json.name("total");
        pages(estimate.total());
        json.name("types");
        all(estimate.types());
        json.name("groups").beginArray();
        estimate.groups().forEach(this::group);
        json.endArray();
        if (estimate.hitRatios() != null)
            hitRatios(estimate.hitRatios());
        json.endObject();
    }

    private void group(GroupEstimate group) {
        json.beginObject().name("name").value(group.name()).name("filePages").value(group.filePages()).name("encryptedPages").value(group.encrypted())
            .name("unreadablePages").value(group.unreadable()).name("unwrittenPages").value(group.unwritten()).name("all");
        pages(group.all());
        json.name("types");
        all(group.types());
        json.endObject();
    }

    private void all(List<PagesEstimate> types) {
        json.beginArray();
        types.forEach(this::pages);
        json.endArray();
    }

    private void pages(PagesEstimate pages) {
        json.beginObject().name("name").value(pages.name()).name("pages").value(Math.round(pages.pages())).name("sampledPages").value(pages.sampled())
            .name("codecs").beginArray();
        pages.codecs().forEach(this::codec);
        json.endArray().endObject();
    }

    private void codec(CodecEstimate codec) {
        json.beginObject().name("codec").value(codec.codec);
        interval("poolRatio", codec.poolRatio);
        interval("storedRatio", codec.storedRatio);
        interval("rawShare", codec.raw);
        interval("sameFilledShare", codec.sameFilled);
        interval("storeMicros", codec.storeMicros);
        interval("readMicros", codec.readMicros);
        interval("poolBytes", codec.poolBytes);
        json.name("poolRatioHistogram").beginArray();
        for (double bin : codec.bins)
            json.real(bin);
        json.endArray().endObject();
    }

    private void interval(String name, Interval interval) {
        json.name(name).beginObject().name("value").real(interval.value()).name("error").real(interval.error()).endObject();
    }

    private void hitRatios(HitRatios ratios) {
        json.name("hitRatios").beginObject().name("reads").value(ratios.reads()).name("firstReadShare").real(ratios.firstShare())
            .name("pages").value(Math.round(ratios.pages())).name("poolBytesPerPage").real(ratios.bytesPerPage());
        json.name("sizes");
        points(ratios.points());
        json.name("curve");
        points(ratios.curve());
        json.endObject();
    }

    private void points(List<HitRatios.Point> points) {
        json.beginArray();
        for (HitRatios.Point point : points) {
            json.beginObject().name("factor").real(point.factor()).name("pages").value(Math.round(point.pages()));
            interval("hitRatio", point.hitRatio());
            json.endObject();
        }
        json.endArray();
    }
}
