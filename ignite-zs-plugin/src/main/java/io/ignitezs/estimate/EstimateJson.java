package io.ignitezs.estimate;

import java.util.List;

/** An estimate for programs. Shares are 0..1; what is not known is null. */
public final class EstimateJson {
    private final JsonWriter json = new JsonWriter();

    private EstimateJson() {
    }

    /** @return one line without its end */
    public static String of(Estimate estimate) {
        EstimateJson written = new EstimateJson();
        written.write(estimate);
        return written.json.toString();
    }

    private void write(Estimate estimate) {
        json.open('{').name("pageBytes").value(estimate.pageBytes()).name("seed").value(estimate.seed())
            .name("filePages").value(estimate.filePages()).name("sampledPages").value(estimate.sampled());
        json.name("total");
        pages(estimate.total());
        json.name("types");
        all(estimate.types());
        json.name("groups").open('[');
        estimate.groups().forEach(this::group);
        json.close(']');
        if (estimate.hitRatios() != null)
            hitRatios(estimate.hitRatios());
        json.close('}');
    }

    private void group(GroupEstimate group) {
        json.open('{').name("name").value(group.name()).name("filePages").value(group.filePages()).name("encryptedPages").value(group.encrypted())
            .name("unreadablePages").value(group.unreadable()).name("unwrittenPages").value(group.unwritten()).name("all");
        pages(group.all());
        json.name("types");
        all(group.types());
        json.close('}');
    }

    private void all(List<PagesEstimate> types) {
        json.open('[');
        types.forEach(this::pages);
        json.close(']');
    }

    private void pages(PagesEstimate pages) {
        json.open('{').name("name").value(pages.name()).name("pages").value(Math.round(pages.pages())).name("sampledPages").value(pages.sampled())
            .name("codecs").open('[');
        pages.codecs().forEach(this::codec);
        json.close(']').close('}');
    }

    private void codec(CodecEstimate codec) {
        json.open('{').name("codec").value(codec.codec);
        interval("ratio", codec.ratio);
        interval("storedRatio", codec.storedRatio);
        interval("rawShare", codec.raw);
        interval("sameFilledShare", codec.sameFilled);
        interval("storeMicros", codec.storeMicros);
        interval("readMicros", codec.readMicros);
        interval("poolBytes", codec.poolBytes);
        json.name("ratioHistogram").open('[');
        for (double bin : codec.bins)
            json.value(bin);
        json.close(']').close('}');
    }

    private void interval(String name, Interval interval) {
        json.name(name).open('{').name("value").value(interval.value()).name("error").value(interval.error()).close('}');
    }

    private void hitRatios(HitRatios ratios) {
        json.name("hitRatios").open('{').name("reads").value(ratios.reads()).name("firstReadShare").value(ratios.firstShare())
            .name("pages").value(Math.round(ratios.pages())).name("poolBytesPerPage").value(ratios.bytesPerPage());
        json.name("sizes");
        points(ratios.points());
        json.name("curve");
        points(ratios.curve());
        json.close('}');
    }

    private void points(List<HitRatios.Point> points) {
        json.open('[');
        for (HitRatios.Point point : points) {
            json.open('{').name("factor").value(point.factor()).name("pages").value(Math.round(point.pages()));
            interval("hitRatio", point.hitRatio());
            json.close('}');
        }
        json.close(']');
    }
}
