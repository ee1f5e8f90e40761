package io.ignitezs.examples;

import java.io.IOException;
import java.util.List;

/** The senses of WordNet: one meaning of one word. Format of the file: senseidx(5WN). */
final class SenseRows implements RowSource {
    static final Table TABLE = new Table("SENSE", List.of(
        new Column("SENSE_KEY", ColumnType.TEXT),
        new Column("LEMMA", ColumnType.TEXT),
        new Column("PART_OF_SPEECH", ColumnType.TEXT),
        new Column("SYNSET_ID", ColumnType.LONG),
        new Column("SENSE_NUMBER", ColumnType.LONG),
        new Column("TAG_COUNT", ColumnType.LONG),
        new Column("LEXICOGRAPHER_FILE", ColumnType.LONG)),
        List.of("LEMMA", "SYNSET_ID"));

    @Override public Table table() {
        return TABLE;
    }

    @Override public void forEach(RowVisitor visitor) throws IOException {
        WordNetFiles.forEachLine("index.sense", line -> visitor.visit(row(line)));
    }

    private static Object[] row(String line) {
        String[] fields = line.split(" ");
        int percent = fields[0].indexOf('%');
        int partOfSpeech = partOfSpeech(fields[0].charAt(percent + 1));
        return new Object[] {
            fields[0], fields[0].substring(0, percent).replace('_', ' '), SynsetRows.partOfSpeechName(partOfSpeech),
            SynsetRows.id(partOfSpeech, fields[1]), Long.valueOf(fields[2]), Long.valueOf(fields[3]),
            Long.valueOf(fields[0].substring(percent + 3, percent + 5))
        };
    }

    /** 1 noun, 2 verb, 3 adjective, 4 adverb, 5 satellite adjective, which stands in the file of the adjectives. */
    private static int partOfSpeech(char type) {
        return type == '5' ? 2 : type - '1';
    }
}
