package io.ignitezs.ignite;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.binary.BinaryObjectBuilder;
import org.apache.ignite.cache.QueryEntity;
import org.apache.ignite.cache.QueryIndex;
import org.apache.ignite.cache.QueryIndexType;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;

/** The two tables made of WordNet 3.1 (formats: wndb(5WN), senseidx(5WN)), each with two indexes besides that of its key. */
enum WordNetTable {
    SYNSET(List.of("data.noun", "data.verb", "data.adj", "data.adv"), "LEMMA", "WORDS", "RELATIONS", "GLOSS") {
        @Override Object[] row(String file, String line) {
            int bar = line.indexOf(" | ");
            String[] fields = line.substring(0, bar).split(" ", 6);
            String key = file + ':' + fields[0];
            return new Object[] {key, Long.valueOf(fields[1]), fields[4], fields[3], fields[5], line.substring(bar + 3)};
        }
    },

    SENSE(List.of("index.sense"), "LEMMA", "OFFSET", "SENSE_NUMBER", "TAG_COUNT") {
        @Override Object[] row(String file, String line) {
            String[] fields = line.split(" ");
            String lemma = fields[0].substring(0, fields[0].indexOf('%')).replace('_', ' ');
            return new Object[] {fields[0], Long.valueOf(fields[1]), lemma, fields[1], fields[2], fields[3]};
        }
    };

    private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";
    private static final int PARTITIONS = 8;
    private static final int INLINE_BYTES = 24;

    private final List<String> files;
    private final List<String> texts;

    WordNetTable(List<String> files, String... texts) {
        this.files = files;
        this.texts = List.of(texts);
    }

    /** @return key, number, and the texts */
    abstract Object[] row(String file, String line);

    void forEachRow(Consumer<Object[]> visitor) throws IOException {
        for (String file : files)
            forEachLine(file, line -> visitor.accept(row(file, line)));
    }

    BinaryObject value(Ignite node, Object[] row) {
        BinaryObjectBuilder builder = node.binary().builder(name()).setField("NUMBER", (Long)row[1]);
        for (int text = 0; text < texts.size(); text++)
            builder.setField(texts.get(text), (String)row[2 + text]);
        return builder.build();
    }

    CacheConfiguration<String, BinaryObject> configuration() {
        LinkedHashMap<String, String> fields = new LinkedHashMap<>();
        fields.put("ID", String.class.getName());
        fields.put("NUMBER", Long.class.getName());
        texts.forEach(text -> fields.put(text, String.class.getName()));
        QueryEntity entity = new QueryEntity(String.class.getName(), name())
            .setTableName(name())
            .setFields(fields)
            .setKeyFieldName("ID")
            .setIndexes(List.of(index("NUMBER"), index("LEMMA")));
        return new CacheConfiguration<String, BinaryObject>(name())
            .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS))
            .setQueryEntities(List.of(entity));
    }

    private QueryIndex index(String field) {
        return new QueryIndex(List.of(field), QueryIndexType.SORTED).setName(name() + '_' + field).setInlineSize(INLINE_BYTES);
    }

    /** The licence at the head of each file is indented. */
    private static void forEachLine(String file, Consumer<String> visitor) throws IOException {
        InputStream stream = WordNetTable.class.getClassLoader().getResourceAsStream(FOLDER + file);
        if (stream == null)
            throw new FileNotFoundException(FOLDER + file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                if (!line.startsWith("  "))
                    visitor.accept(line);
        }
    }
}
