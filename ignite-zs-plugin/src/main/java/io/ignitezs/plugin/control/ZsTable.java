package io.ignitezs.plugin.control;

import io.ignitezs.estimate.Json;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.ignite.internal.management.SystemViewCommand;
import org.apache.ignite.internal.management.SystemViewTask.SimpleType;

/** What a node answers: rows under titles, values by name, or several of these, each with a name. Printed as Ignite prints system views. */
final class ZsTable implements Serializable {
    private static final long serialVersionUID = 0L;
    private static final List<String> RECORD_TITLES = List.of("name", "value");

    /** Null for values by name. */
    private final ArrayList<String> titles;
    private final ArrayList<ArrayList<Serializable>> rows = new ArrayList<>();

    /** Empty unless this is several tables. */
    private final LinkedHashMap<String, ZsTable> parts = new LinkedHashMap<>();

    private ZsTable(ArrayList<String> titles) {
        this.titles = titles;
    }

    static ZsTable of(String... titles) {
        return new ZsTable(new ArrayList<>(List.of(titles)));
    }

    /** Values by name. */
    static ZsTable record() {
        return new ZsTable(null);
    }

    /** Several tables: one more of them. What has such parts has no rows of its own. */
    ZsTable part(String name, ZsTable part) {
        parts.put(name, part);
        return this;
    }

    /** @param values as many as there are titles */
    ZsTable row(Serializable... values) {
        assert values.length == titles().size() : values.length;
        rows.add(new ArrayList<>(List.of(values)));
        return this;
    }

    /** One more of the values by name. */
    ZsTable value(String name, Serializable value) {
        return row(name, value);
    }

    /** One more of the values by name: a share or a ratio, as exact as anybody wants to see it. */
    ZsTable share(String name, double share) {
        return row(name, rounded(share));
    }

    static double rounded(double share) {
        return Double.isNaN(share) ? share : Math.round(share * 10_000) / 10_000.0;
    }

    List<? extends List<Serializable>> rows() {
        return rows;
    }

    void print(Consumer<String> printer) {
        if (parts.isEmpty())
            printRows(printer);
        else
            parts.values().forEach(part -> part.print(printer));
    }

    private void printRows(Consumer<String> printer) {
        List<SimpleType> types = new ArrayList<>();
        for (int column = 0; column < titles().size(); column++)
            types.add(type(column));
        SystemViewCommand.printTable(titles(), types, new ArrayList<>(rows), printer);
    }

    void json(Json json) {
        if (!parts.isEmpty())
            jsonParts(json);
        else if (titles == null)
            jsonObject(json);
        else
            jsonRows(json);
    }

    private void jsonParts(Json json) {
        json.beginObject();
        parts.forEach((name, part) -> part.json(json.name(name)));
        json.endObject();
    }

    private void jsonObject(Json json) {
        json.beginObject();
        for (List<Serializable> row : rows)
            json.name(String.valueOf(row.get(0))).value(row.get(1));
        json.endObject();
    }

    private void jsonRows(Json json) {
        json.beginArray();
        for (List<Serializable> row : rows) {
            json.beginObject();
            for (int column = 0; column < titles.size(); column++)
                json.name(titles.get(column)).value(row.get(column));
            json.endObject();
        }
        json.endArray();
    }

    private List<String> titles() {
        return titles == null ? RECORD_TITLES : titles;
    }

    /** Numbers stand to the right. */
    private SimpleType type(int column) {
        boolean numbers = titles != null && rows.stream().allMatch(row -> row.get(column) instanceof Number || "".equals(row.get(column)));
        return numbers ? SimpleType.NUMBER : SimpleType.STRING;
    }
}
