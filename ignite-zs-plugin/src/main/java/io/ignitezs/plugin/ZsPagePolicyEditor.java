package io.ignitezs.plugin;

import java.beans.PropertyEditorSupport;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets Spring, which finds it by its name, read a {@link ZsPagePolicy}, and say what is allowed if it cannot. */
public final class ZsPagePolicyEditor extends PropertyEditorSupport {
    @Override public void setAsText(String text) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        setValue(Stream.of(ZsPagePolicy.values()).filter(policy -> policy.name().equals(name)).findFirst()
            .orElseThrow(() -> BadConfiguration.refuse("pagePolicy", text, allowed())));
    }

    static String allowed() {
        return Stream.of(ZsPagePolicy.values()).map(ZsPagePolicy::name).collect(Collectors.joining(" | "));
    }
}
