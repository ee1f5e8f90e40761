package io.ignitezs.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Keys of all rows by number, what a reader expects to find under them, and the arguments of the lookup query. */
final class Catalogue {
    private final List<Table> tables = new ArrayList<>();
    private final List<Integer> rowCounts = new ArrayList<>();
    private final List<Object> keys = new ArrayList<>();
    private final List<Integer> fingerprints = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    Catalogue(DataSet data) throws IOException {
        for (RowSource source : data.sources())
            add(data, source);
    }

    private void add(DataSet data, RowSource source) throws IOException {
        int before = keys.size();
        boolean asked = source.table() == data.lookup().table();
        data.forEach(source, row -> {
            keys.add(row[0]);
            fingerprints.add(Objects.hashCode(row[1]));
            if (asked && row[data.lookup().position()] != null)
                arguments.add(row[data.lookup().position()]);
            return true;
        });
        tables.add(source.table());
        rowCounts.add(keys.size() - before);
    }

    int rows() {
        return keys.size();
    }

    List<Table> tables() {
        return tables;
    }

    int rows(Table table) {
        return rowCounts.get(tables.indexOf(table));
    }

    Object key(int row) {
        return keys.get(row);
    }

    /** Position of the row's table in {@link #tables}. */
    int tableOf(int row) {
        int table = 0;
        for (int rest = row; rest >= rowCounts.get(table); table++)
            rest -= rowCounts.get(table);
        return table;
    }

    /** Hash code of the first field of the value. */
    int fingerprint(int row) {
        return fingerprints.get(row);
    }

    int arguments() {
        return arguments.size();
    }

    Object argument(int number) {
        return arguments.get(number);
    }
}
