package io.ignitezs.ignite;

import java.util.Random;
import org.apache.ignite.cache.query.annotations.QuerySqlField;

/** A row of the traced table: some 350 bytes that compress to about half. */
final class TraceRow {
    private static final int TEXT_CHARACTERS = 300;

    @QuerySqlField(index = true)
    private final int number;

    @QuerySqlField
    private final String text;

    private TraceRow(int number, String text) {
        this.number = number;
        this.text = text;
    }

    static TraceRow random(Random random) {
        StringBuilder text = new StringBuilder(TEXT_CHARACTERS);
        while (text.length() < TEXT_CHARACTERS)
            text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(" and ");
        return new TraceRow(random.nextInt(), text.toString());
    }
}
