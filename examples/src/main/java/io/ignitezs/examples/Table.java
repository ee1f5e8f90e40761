package io.ignitezs.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.ignite.binary.BinaryObject;
import org.apache.ignite.binary.BinaryObjectBuilder;
import org.apache.ignite.cache.QueryEntity;
import org.apache.ignite.cache.QueryIndex;
import org.apache.ignite.cache.QueryIndexType;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;

/**
 * A table and the cache behind it. A row is an {@code Object[]} in the order of the columns; the first column is the key, the
 * others are the fields of the cached value.
 */
final class Table {
    /** Few, so that a small data set fills its pages. */
    private static final int PARTITIONS = 8;

    /** Enough of a text to tell most of them apart without reading their rows. */
    private static final int INLINE_BYTES = 24;

    private final String name;
    private final List<Column> columns;
    private final List<String> indexedColumns;

    Table(String name, List<Column> columns, List<String> indexedColumns) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.indexedColumns = List.copyOf(indexedColumns);
    }

    String name() {
        return name;
    }

    List<Column> columns() {
        return columns;
    }

    Column key() {
        return columns.get(0);
    }

    List<String> indexedColumns() {
        return indexedColumns;
    }

    int position(String column) {
        for (int position = 0; position < columns.size(); position++)
            if (columns.get(position).name().equals(column))
                return position;
        throw new IllegalArgumentException("No column " + column + " in " + name);
    }

    CacheConfiguration<Object, BinaryObject> cacheConfiguration() {
        return new CacheConfiguration<Object, BinaryObject>(name)
            .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS))
            .setSqlSchema("PUBLIC")
            .setQueryEntities(List.of(queryEntity()));
    }

    /** Fills {@code builder} with all columns but the key. */
    BinaryObject value(BinaryObjectBuilder builder, Object[] row) {
        for (int position = 1; position < row.length; position++)
            setField(builder, columns.get(position), row[position]);
        return builder.build();
    }

    /** @return what differs, in words, or null */
    String difference(Object[] row, BinaryObject value) {
        if (value == null)
            return describe(row) + " is missing";
        for (int position = 1; position < row.length; position++) {
            String column = columns.get(position).name();
            Object stored = value.field(column);
            if (!Objects.equals(row[position], stored))
                return describe(row) + ": " + column + " is '" + stored + "', should be '" + row[position] + "'";
        }
        return null;
    }

    private String describe(Object[] row) {
        return "Row " + key().name() + "=" + row[0] + " of table " + name;
    }

    private static void setField(BinaryObjectBuilder builder, Column column, Object value) {
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>)column.type().javaType();
        builder.setField(column.name(), value, type);
    }

    private QueryEntity queryEntity() {
        LinkedHashMap<String, String> fields = new LinkedHashMap<>();
        for (Column column : columns)
            fields.put(column.name(), column.type().javaTypeName());
        return new QueryEntity(key().type().javaTypeName(), name)
            .setTableName(name)
            .setFields(fields)
            .setKeyFieldName(key().name())
            .setIndexes(indexes());
    }

    private int inlineBytes(String column) {
        return columns.get(position(column)).type() == ColumnType.TEXT ? INLINE_BYTES : QueryIndex.DFLT_INLINE_SIZE;
    }

    private List<QueryIndex> indexes() {
        List<QueryIndex> indexes = new ArrayList<>();
        for (String column : indexedColumns)
            indexes.add(new QueryIndex(Arrays.asList(column), QueryIndexType.SORTED)
                .setName(name + "_" + column)
                .setInlineSize(inlineBytes(column)));
        return indexes;
    }
}
