package io.ignitezs.examples;

import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/** The synsets of WordNet: sets of words with one meaning. Format of the files: wndb(5WN). */
final class SynsetRows implements RowSource {
    static final Table TABLE = new Table("SYNSET", List.of(
        new Column("ID", ColumnType.LONG),
        new Column("LEMMA", ColumnType.TEXT),
        new Column("PART_OF_SPEECH", ColumnType.TEXT),
        new Column("LEXICOGRAPHER_FILE", ColumnType.LONG),
        new Column("WORD_COUNT", ColumnType.LONG),
        new Column("WORDS", ColumnType.TEXT),
        new Column("RELATION_COUNT", ColumnType.LONG),
        new Column("RELATIONS", ColumnType.TEXT),
        new Column("GLOSS", ColumnType.TEXT)),
        List.of("LEMMA", "WORD_COUNT"));

    private static final String[] FILES = {"data.noun", "data.verb", "data.adj", "data.adv"};
    private static final String[] PARTS_OF_SPEECH = {"noun", "verb", "adjective", "adverb"};
    private static final long IDS_PER_PART_OF_SPEECH = 100_000_000;

    @Override public Table table() {
        return TABLE;
    }

    @Override public void forEach(RowVisitor visitor) throws IOException {
        for (int part = 0; part < FILES.length; part++) {
            int partOfSpeech = part;
            if (!WordNetFiles.forEachLine(FILES[part], line -> visitor.visit(row(partOfSpeech, line))))
                return;
        }
    }

    /** @param partOfSpeech 0 noun, 1 verb, 2 adjective, 3 adverb */
    static long id(int partOfSpeech, String offset) {
        return (partOfSpeech + 1) * IDS_PER_PART_OF_SPEECH + Long.parseLong(offset);
    }

    static String partOfSpeechName(int partOfSpeech) {
        return PARTS_OF_SPEECH[partOfSpeech];
    }

    private static Object[] row(int partOfSpeech, String line) {
        int bar = line.indexOf(" | ");
        String[] fields = line.substring(0, bar).split(" ");
        int words = Integer.parseInt(fields[3], 16);
        int relations = Integer.parseInt(fields[4 + 2 * words]);
        return new Object[] {
            id(partOfSpeech, fields[0]), word(fields[4]), partOfSpeechName(partOfSpeech), Long.valueOf(fields[1]),
            (long)words, words(fields, words), (long)relations, relations(fields, 5 + 2 * words, relations),
            line.substring(bar + 3).trim()
        };
    }

    private static String words(String[] fields, int words) {
        StringJoiner joined = new StringJoiner(", ");
        for (int index = 0; index < words; index++)
            joined.add(word(fields[4 + 2 * index]));
        return joined.toString();
    }

    private static String word(String field) {
        return field.replace('_', ' ');
    }

    private static String relations(String[] fields, int first, int relations) {
        StringJoiner joined = new StringJoiner("; ");
        for (int index = first; index < first + 4 * relations; index += 4)
            joined.add(fields[index] + " " + fields[index + 1] + " " + fields[index + 2] + " " + fields[index + 3]);
        return joined.toString();
    }
}
