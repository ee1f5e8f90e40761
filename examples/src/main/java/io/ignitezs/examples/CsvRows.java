package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The user's own table. The whole file is checked before there is an object of this class. */
final class CsvRows implements RowSource {
    private static final String TABLE_NAME = "CSV";
    private static final int INDEXES = 2;

    private final CsvFile file;
    private final Table table;
    private final int[] fieldOfColumn;

    private CsvRows(CsvFile file, Table table, int[] fieldOfColumn) {
        this.file = file;
        this.table = table;
        this.fieldOfColumn = fieldOfColumn;
    }

    /** @param key name of the key column as in the header; null for the first */
    static CsvRows open(Path path, String key) throws BadInputException {
        CsvFile file = new CsvFile(path);
        Header header = new Header();
        Set<String> keys = new HashSet<>();
        file.forEach((line, fields) -> {
            if (header.names == null)
                header.read(file, fields, key);
            else
                check(file, line, fields, header, keys);
            return true;
        });
        if (keys.isEmpty())
            throw file.at(1, "no rows after the header");
        return new CsvRows(file, header.table(), header.fieldOfColumn());
    }

    private static void check(CsvFile file, long line, String[] fields, Header header, Set<String> keys)
        throws BadInputException {
        String key = fields[header.keyField];
        if (key.isEmpty())
            throw file.at(line, "no value in the key column " + header.names[header.keyField]);
        if (!keys.add(key))
            throw file.at(line, "key '" + key + "' stands on an earlier line, too");
        header.widenTypes(fields);
    }

    @Override public Table table() {
        return table;
    }

    @Override public void forEach(RowVisitor visitor) throws IOException {
        boolean[] headerSeen = new boolean[1];
        try {
            file.forEach((line, fields) -> {
                boolean header = !headerSeen[0];
                headerSeen[0] = true;
                return header || visitor.visit(row(fields));
            });
        }
        catch (BadInputException e) {
            throw new IOException("The file changed while it was in use: " + e.getMessage(), e);
        }
    }

    private Object[] row(String[] fields) {
        Object[] row = new Object[fields.length];
        for (int column = 0; column < row.length; column++)
            row[column] = table.columns().get(column).type().parse(fields[fieldOfColumn[column]]);
        return row;
    }

    /** Names, types and the key, found while the file is read. */
    private static final class Header {
        private String[] names;
        private ColumnType[] types;
        private int keyField;

        private void read(CsvFile file, String[] fields, String key) throws BadInputException {
            if (fields.length < 2)
                throw file.at(1, "the header needs a key column and at least one more");
            names = new String[fields.length];
            types = new ColumnType[fields.length];
            for (int field = 0; field < fields.length; field++)
                add(file, field, fields[field]);
            keyField = key == null ? 0 : find(file, key);
        }

        private void add(CsvFile file, int field, String text) throws BadInputException {
            if (text.isBlank())
                throw file.at(1, "column " + (field + 1) + " has no name");
            String name = sqlName(text);
            for (int earlier = 0; earlier < field; earlier++)
                if (names[earlier].equals(name))
                    throw file.at(1, "two columns are named " + name);
            names[field] = name;
            types[field] = ColumnType.LONG;
        }

        private int find(CsvFile file, String key) throws BadInputException {
            if (key.isBlank())
                throw new BadInputException("--key names no column");
            for (int field = 0; field < names.length; field++)
                if (names[field].equals(sqlName(key)))
                    return field;
            throw file.at(1, "no column named '" + key + "', which --key asks for; there are " + String.join(", ", names));
        }

        private static String sqlName(String text) {
            String name = text.trim().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
            return Character.isLetter(name.charAt(0)) ? name : "C" + name;
        }

        private void widenTypes(String[] fields) {
            for (int field = 0; field < fields.length; field++)
                types[field] = types[field].widenedBy(fields[field]);
        }

        /** Column 0 is the key, the others follow in the order of the file. */
        private int[] fieldOfColumn() {
            int[] fieldOfColumn = new int[names.length];
            fieldOfColumn[0] = keyField;
            int column = 1;
            for (int field = 0; field < names.length; field++)
                if (field != keyField)
                    fieldOfColumn[column++] = field;
            return fieldOfColumn;
        }

        private Table table() {
            List<Column> columns = new ArrayList<>();
            for (int field : fieldOfColumn())
                columns.add(new Column(names[field], field == keyField ? keyType() : types[field]));
            List<String> indexed = new ArrayList<>();
            for (Column column : columns.subList(1, Math.min(columns.size(), 1 + INDEXES)))
                indexed.add(column.name());
            return new Table(TABLE_NAME, columns, indexed);
        }

        /** Numbers that are no integers make poor keys. */
        private ColumnType keyType() {
            return types[keyField] == ColumnType.DOUBLE ? ColumnType.TEXT : types[keyField];
        }
    }
}
