package io.ignitezs.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRowsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("towns.csv");
    }

    @Test
    void readsRowsWithTheKeyFirst() throws Exception {
        write("name,Town Id,height\n\"Bonn, am Rhein\",7,60\nUlm,9,478.5\n");
        CsvRows rows = CsvRows.open(file, "town id");
        assertEquals(List.of("TOWN_ID", "NAME", "HEIGHT"), names(rows.table()));
        assertEquals(List.of("NAME", "HEIGHT"), rows.table().indexedColumns());
        List<Object[]> read = readAll(rows);
        assertEquals(2, read.size());
        assertArrayEquals(new Object[] {7L, "Bonn, am Rhein", 60.0}, read.get(0));
        assertArrayEquals(new Object[] {9L, "Ulm", 478.5}, read.get(1));
    }

    @Test
    void takesTheFirstColumnForTheKeyAndSkipsAByteOrderMark() throws Exception {
        write("\uFEFFid,text\r\n1,a\r\n2,\r\n");
        CsvRows rows = CsvRows.open(file, null);
        assertEquals("ID", rows.table().key().name());
        assertArrayEquals(new Object[] {2L, ""}, readAll(rows).get(1));
    }

    @Test
    void keepsTextThatOnlyLooksLikeANumber() throws Exception {
        write("id,code,count,ratio\n1,007,,1.50\n2,8,5,1e9\n3,9,6,\n");
        List<Object[]> read = readAll(CsvRows.open(file, null));
        assertArrayEquals(new Object[] {1L, "007", null, "1.50"}, read.get(0));
        assertArrayEquals(new Object[] {2L, "8", 5L, "1e9"}, read.get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "id,a~1,x~2,y,z~3,w              | 3 | 3 fields where the header has 2",
        "id,a~1,x~2                      | 3 | 1 fields where the header has 2",
        "id,a~1,x~2,y~1,z                | 4 | key '1' stands on an earlier line, too",
        "id,a~1,x~,y                     | 3 | no value in the key column ID",
        "id,a~1,\"two~lines\"~2,x,y      | 4 | 3 fields where the header has 2",
        "id,a~1,\"x\"y~2,z               | 2 | malformed",
        "id,a~1,x~2,\"never closed       | 3 | malformed",
        "id,a~1,x~~2,y                   | 3 | 1 fields where the header has 2",
        "id,a                            | 1 | no rows after the header",
        "id~1                            | 1 | the header needs a key column and at least one more",
        "id,a,A~1,2,3                    | 1 | two columns are named A",
        "id,~1,2                         | 1 | column 2 has no name"})
    void namesTheBadLine(String text, int line, String message) throws Exception {
        write(text.replace('~', '\n'));
        assertFails(line, message, null);
    }

    @Test
    void namesAKeyColumnThatIsNotThere() throws Exception {
        write("id,a\n1,x\n");
        assertFails(1, "no column named 'town'", "town");
    }

    @Test
    void namesALineThatIsNotUtf8() throws Exception {
        write("id,a\n1,\u00fc\n2,");
        Files.write(file, new byte[] {(byte)0xFC, '\n'}, StandardOpenOption.APPEND);
        assertFails(3, "not valid UTF-8", null);
    }

    @Test
    void namesAFileThatIsNotThere() {
        BadInputException thrown = assertThrows(BadInputException.class, () -> CsvRows.open(file, null));
        assertEquals(file + ": no such file", thrown.getMessage());
    }

    @Test
    void namesAnEmptyFile() throws Exception {
        write("");
        assertFails(1, "no rows after the header", null);
    }

    private void assertFails(int line, String message, String key) {
        BadInputException thrown = assertThrows(BadInputException.class, () -> CsvRows.open(file, key));
        assertTrue(thrown.getMessage().startsWith(file + ":" + line + ": " + message), thrown.getMessage());
    }

    private void write(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toList());
    }

    private static List<Object[]> readAll(RowSource rows) throws IOException {
        List<Object[]> read = new ArrayList<>();
        rows.forEach(read::add);
        return read;
    }
}
