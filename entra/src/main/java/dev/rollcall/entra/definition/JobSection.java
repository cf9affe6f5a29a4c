package dev.rollcall.entra.definition;

import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.scim.text.LikelyName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A part of the job file, read strictly: every key is known and has a value of the right form. Otherwise a
 * {@link JobException} says where, and what to write.
 *
 * @param file the file's name, for messages
 * @param lines where the keys stand in it
 * @param place the keys that lead here with dots between, empty at the top
 */
record JobSection(String file, YamlLines lines, String place, JsonNode node) {

    /** Checks that it holds nothing but these keys. */
    JobSection only(Set<String> known) {
        if (!node.isObject()) {
            throw wrong(place.isEmpty() ? "the file" : place,
                    "keys with values, such as " + String.join(", ", sorted(known)));
        }
        node.propertyStream().map(Map.Entry::getKey).filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            String hint = LikelyName.of(key, known)
                    .map(name -> "did you mean %s?".formatted(name))
                    .orElse("the keys here are " + String.join(", ", sorted(known)) + ".");
            throw new JobException(
                    Problem.DEFINITION, "%s has no key '%s': %s".formatted(at(path(key)), path(key), hint));
        });
        return this;
    }

    Optional<JobSection> section(String key) {
        return value(key).map(value -> new JobSection(file, lines, path(key), value));
    }

    /** The section, or one without keys. */
    JobSection sectionOrEmpty(String key) {
        return section(key).orElseGet(
                () -> new JobSection(file, lines, path(key), JsonNodeFactory.instance.objectNode()));
    }

    /** The parts of a list. */
    List<JobSection> list(String key) {
        Optional<JsonNode> list = value(key);
        if (list.isEmpty()) {
            return List.of();
        }
        if (!list.get().isArray()) {
            throw wrong(path(key), "a list, each part beginning with '- '");
        }
        int[] number = {0};
        return list.get()
                .valueStream()
                .map(part -> new JobSection(file, lines, path(key) + "[" + ++number[0] + "]", part))
                .toList();
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (value.isContainer()) {
                throw wrong(path(key), "a single value");
            }
            return value.asString();
        });
    }

    Optional<Boolean> flag(String key) {
        return value(key).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(path(key), "true or false");
            }
            return value.booleanValue();
        });
    }

    Optional<Integer> number(String key, int lowest, int highest) {
        return value(key).map(value -> {
            if (!value.isIntegralNumber() || value.asLong() < lowest || value.asLong() > highest) {
                throw wrong(path(key), "a whole number from %d to %d".formatted(lowest, highest));
            }
            return value.intValue();
        });
    }

    /** One of a few words. */
    <T> Optional<T> choice(String key, Map<String, T> choices) {
        return text(key).map(word -> chosen(path(key), word, choices));
    }

    /** Some of a few words, as a list. */
    <T> Optional<List<T>> choices(String key, Map<String, T> choices) {
        return value(key).map(value -> {
            if (!value.isArray()) {
                throw wrong(path(key), "a list of " + words(choices) + ", such as [" + words(choices) + "]");
            }
            return value.valueStream().map(word -> chosen(path(key), word.asString(), choices)).toList();
        });
    }

    /** A text of another form. */
    <T> Optional<T> form(String key, String expected, Function<String, Optional<T>> reader) {
        return text(key).map(text -> reader.apply(text).orElseThrow(() -> wrong(path(key), expected)));
    }

    /** The characters of a single value, whatever YAML takes them for. */
    String written() {
        return lines.scalar(place).orElseGet(node::asString);
    }

    JobException wrong(String where, String expected) {
        return new JobException(Problem.DEFINITION, "%s in %s must be %s.".formatted(where, at(where), expected));
    }

    /** The file, and the line on which that stands if it does. */
    String at(String where) {
        return lines.line(where).map(line -> file + ", line " + line).orElse(file);
    }

    String path(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    boolean isOff(String key) {
        return value(key)
                .filter(value -> value.asString("").equals("off") || value.isBoolean() && !value.booleanValue())
                .isPresent();
    }

    private <T> T chosen(String where, String word, Map<String, T> choices) {
        T choice = choices.get(word);
        if (choice == null) {
            String hint = LikelyName.of(word, choices.keySet())
                    .map(name -> " ('%s' is not; did you mean %s?)".formatted(word, name))
                    .orElse("");
            throw wrong(where, "one of " + words(choices) + hint);
        }
        return choice;
    }

    private Optional<JsonNode> value(String key) {
        JsonNode value = node.path(key);
        if (value.isNull()) {
            throw new JobException(
                    Problem.DEFINITION,
                    "%s in %s has no value: give it one or remove the key.".formatted(path(key), at(path(key))));
        }
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    private static String words(Map<String, ?> choices) {
        return choices.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
