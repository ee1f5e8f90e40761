package io.ignitezs.plugin.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ignitezs.estimate.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZsTableTest {
    @Test void rowsStandUnderTheirTitlesAndNumbersToTheRight() {
        ZsTable table = ZsTable.of("name", "bytes").row("a", 5L).row("long name", 12345L);
        assertEquals(List.of("name         bytes", "a                5", "long name    12345"), lines(table));
        assertEquals("[{\"name\":\"a\",\"bytes\":5},{\"name\":\"long name\",\"bytes\":12345}]", json(table));
    }

    @Test void valuesByName() {
        ZsTable table = ZsTable.record().value("pages", 7L).share("ratio", 0.123456);
        assertEquals(List.of("name     value ", "pages    7     ", "ratio    0.1235"), lines(table));
        assertEquals("{\"pages\":7,\"ratio\":0.1235}", json(table));
    }

    private static List<String> lines(ZsTable table) {
        List<String> lines = new ArrayList<>();
        table.print(lines::add);
        return lines;
    }

    private static String json(ZsTable table) {
        Json json = new Json();
        table.json(json);
        return json.toString();
    }
}
