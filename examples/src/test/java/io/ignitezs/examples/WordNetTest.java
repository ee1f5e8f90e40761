package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordNetTest {
    private static final int SYNSETS = 117_791;
    private static final int SENSES = 207_235;

    @Test
    void hasAllSynsets() throws Exception {
        Map<Object, Object[]> synsets = new HashMap<>();
        new SynsetRows().forEach(row -> synsets.put(row[0], row) == null);
        assertEquals(SYNSETS, synsets.size());
        assertArrayEquals(new Object[] {100_002_137L, "abstraction", "noun", 3L, 2L, "abstraction, abstract entity", 10L,
            "@ 00001740 n 0000; + 00694095 v 0101; ~ 00023280 n 0000; ~ 00024444 n 0000; ~ 00031563 n 0000; ~ 00032220 n 0000; "
                + "~ 00033319 n 0000; ~ 00033914 n 0000; ~ 05818169 n 0000; ~ 08016141 n 0000",
            "a general concept formed by extracting common features from specific examples"}, synsets.get(100_002_137L));
    }

    @Test
    void hasAllSensesAndEachBelongsToASynset() throws Exception {
        Set<Object> synsets = new HashSet<>();
        new SynsetRows().forEach(row -> synsets.add(row[0]));
        Set<Object> keys = new HashSet<>();
        int synsetId = SenseRows.TABLE.position("SYNSET_ID");
        new SenseRows().forEach(row -> {
            assertTrue(synsets.contains(row[synsetId]), "no synset for " + row[0]);
            return keys.add(row[0]);
        });
        assertEquals(SENSES, keys.size());
    }

    @Test
    void stopsAtTheRowLimit() throws Exception {
        Catalogue catalogue = new Catalogue(DataSet.wordNet(100));
        assertEquals(200, catalogue.rows());
        assertEquals(100, catalogue.rows(SynsetRows.TABLE));
        assertEquals(0, catalogue.tableOf(99));
        assertEquals(1, catalogue.tableOf(100));
        assertEquals(100, catalogue.arguments());
    }
}
