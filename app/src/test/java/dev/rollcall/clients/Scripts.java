package dev.rollcall.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts of all recorded requests by their ids. */
final class Scripts {
    private final Map<String, Script> byId = new LinkedHashMap<>();

    static Scripts all() {
        Scripts scripts = new Scripts();
        QueryScripts.addTo(scripts);
        CreateScripts.addTo(scripts);
        PatchUserScripts.addTo(scripts);
        PatchManagerScripts.addTo(scripts);
        GroupScripts.addTo(scripts);
        OtherClientScripts.addTo(scripts);
        return scripts;
    }

    void add(String id, Consumer<Stage> given, BiConsumer<Stage, Answer> then) {
        assertThat(byId.put(id, new Script(given, then))).as("second script for %s", id).isNull();
    }

    Optional<Script> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Set<String> ids() {
        return byId.keySet();
    }
}
