package io.ignitezs.plugin;

import java.beans.PropertyEditorSupport;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets Spring, which finds it by its name, read a {@link ZsResidency}, and say what is allowed if it cannot. */
public final class ZsResidencyEditor extends PropertyEditorSupport {
    @Override public void setAsText(String text) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        setValue(Stream.of(ZsResidency.values()).filter(residency -> residency.name().equals(name)).findFirst()
            .orElseThrow(() -> BadConfiguration.refuse("residency", text, allowed())));
    }

    static String allowed() {
        return Stream.of(ZsResidency.values()).map(ZsResidency::name).collect(Collectors.joining(" | "));
    }
}
