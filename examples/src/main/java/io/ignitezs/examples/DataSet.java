package io.ignitezs.examples;

import java.io.IOException;
import java.util.List;

/** What is loaded, and the SQL query that is asked of it. */
final class DataSet {
    private final String title;
    private final List<String> licence;
    private final List<RowSource> sources;
    private final int rowLimit;
    private final Lookup lookup;

    private DataSet(String title, List<String> licence, List<RowSource> sources, int rowLimit, Lookup lookup) {
        this.title = title;
        this.licence = licence;
        this.sources = sources;
        this.rowLimit = rowLimit;
        this.lookup = lookup;
    }

    static DataSet wordNet(int rowLimit) throws IOException {
        String sql = "SELECT s.LEMMA, s.SENSE_KEY, s.SENSE_NUMBER, y.GLOSS FROM SENSE s LEFT JOIN SYNSET y ON y.ID = s.SYNSET_ID"
            + " WHERE s.LEMMA = ? LIMIT 20";
        Lookup lookup = new Lookup(SenseRows.TABLE, "LEMMA", sql, "all senses of a word with their glosses (join of two tables)");
        return new DataSet("WordNet 3.1", WordNetFiles.licence(), List.of(new SynsetRows(), new SenseRows()), rowLimit, lookup);
    }

    static DataSet csv(String title, CsvRows rows, int rowLimit) {
        Table table = rows.table();
        String column = table.indexedColumns().get(0);
        String sql = "SELECT \"" + column + "\", * FROM " + table.name() + " WHERE \"" + column + "\" = ? LIMIT 20";
        Lookup lookup = new Lookup(table, column, sql, "up to 20 rows by " + column);
        return new DataSet(title, List.of(), List.of(rows), rowLimit, lookup);
    }

    String title() {
        return title;
    }

    /** To go with every copy of the data; empty if it is the user's own. */
    List<String> licence() {
        return licence;
    }

    List<RowSource> sources() {
        return sources;
    }

    Lookup lookup() {
        return lookup;
    }

    /** The first rows of a table, as many as the limit allows. */
    void forEach(RowSource source, RowSource.RowVisitor visitor) throws IOException {
        int[] seen = new int[1];
        if (rowLimit > 0)
            source.forEach(row -> visitor.visit(row) && ++seen[0] < rowLimit);
    }

    /** A query with one argument, which is a value of a column; the first column of its result is that value again. */
    static final class Lookup {
        private final Table table;
        private final int position;
        private final String sql;
        private final String description;

        private Lookup(Table table, String column, String sql, String description) {
            this.table = table;
            this.position = table.position(column);
            this.sql = sql;
            this.description = description;
        }

        Table table() {
            return table;
        }

        int position() {
            return position;
        }

        String sql() {
            return sql;
        }

        String description() {
            return description;
        }
    }
}
