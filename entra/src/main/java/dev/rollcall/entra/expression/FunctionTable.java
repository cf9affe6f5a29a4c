package dev.rollcall.entra.expression;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All functions, by their exact names. */
final class FunctionTable {
    private static final Map<String, EntraFunction> BY_NAME = table();

    private FunctionTable() {}

    static Optional<EntraFunction> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** In alphabetical order. */
    static Collection<String> names() {
        return BY_NAME.keySet();
    }

    /** In the same order. */
    static Stream<EntraFunction> all() {
        return BY_NAME.values().stream();
    }

    private static Map<String, EntraFunction> table() {
        Map<String, EntraFunction> table = new TreeMap<>();
        Stream.of(TextFunctions.ALL, LogicFunctions.ALL, ListFunctions.ALL, DateFunctions.ALL, RandomFunctions.ALL)
                .flatMap(List::stream)
                .forEach(function -> table.put(function.name(), function));
        return table;
    }
}
