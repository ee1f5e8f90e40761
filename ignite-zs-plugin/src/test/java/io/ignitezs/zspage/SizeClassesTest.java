package io.ignitezs.zspage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table and every payload length against tables that another program has computed (size-classes.txt says what is in it). */
class SizeClassesTest {
    static List<String> expectedTables() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            SizeClassesTest.class.getResourceAsStream("size-classes.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toList());
        }
    }

    @ParameterizedTest @MethodSource("expectedTables")
    void equalsTheOracle(String expected) {
        String[] fields = expected.split(" ", 5);
        int pageBytes = Integer.parseInt(fields[0]);
        SizeClasses classes = new SizeClasses(pageBytes, Integer.parseInt(fields[1]));
        assertEquals(fields[4], describe(classes));
        assertEquals(Long.parseLong(fields[3]), slotBytesCrc(classes, pageBytes));
        assertEquals(Integer.parseInt(fields[2]), firstHugePayload(classes));
    }

    private static String describe(SizeClasses classes) {
        StringJoiner text = new StringJoiner(" ");
        for (int index = 0; index < classes.count(); index++) {
            SizeClass sizeClass = classes.get(index);
            assertEquals(index, sizeClass.index());
            text.add(sizeClass.slotBytes() + ":" + sizeClass.frames() + "/" + sizeClass.objects());
        }
        return text.toString();
    }

    private static long slotBytesCrc(SizeClasses classes, int pageBytes) {
        CRC32 crc = new CRC32();
        for (int payload = 1; payload <= pageBytes; payload++) {
            SizeClass sizeClass = classes.of(payload);
            assertTrue(payload + sizeClass.headerBytes() <= sizeClass.slotBytes(), "payload " + payload);
            crc.update(sizeClass.slotBytes() & 0xFF);
            crc.update(sizeClass.slotBytes() >> 8);
        }
        return crc.getValue();
    }

    private static int firstHugePayload(SizeClasses classes) {
        int payload = 1;
        while (!classes.of(payload).isHuge())
            payload++;
        return payload;
    }

    @Test void refusesOtherPagesAndChains() {
        for (int pageBytes : new int[] {0, 512, 4095, 6144, 32768})
            assertThrows(IllegalArgumentException.class, () -> new SizeClasses(pageBytes, 8));
        for (int chainLimit : new int[] {0, 3, 17})
            assertThrows(IllegalArgumentException.class, () -> new SizeClasses(4096, chainLimit));
    }
}
