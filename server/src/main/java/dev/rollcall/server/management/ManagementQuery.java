package dev.rollcall.server.management;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.Moment;
import dev.rollcall.server.http.PercentDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a request. A list is the same parameter several times, or once with commas between its values, or both. A
 * parameter that a route does not know is passed over.
 */
public final class ManagementQuery {
    private static final int MOST = 1_000;

    private final Map<String, List<String>> values;

    private ManagementQuery(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a query as it came; {@code +} is a blank.
     *
     * @throws ManagementFailure 400 when it has more parameters than are read
     * @throws dev.rollcall.scim.ScimException 400 when it cannot be decoded
     */
    public static ManagementQuery parse(String rawQuery) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!rawQuery.isEmpty()) {
            String[] parts = rawQuery.split("&", -1);
            if (parts.length > MOST) {
                throw ManagementFailure.query("The query has more than " + MOST + " parameters. Send fewer.");
            }
            for (String part : parts) {
                int equals = part.indexOf('=');
                String name = PercentDecoder.decode(equals < 0 ? part : part.substring(0, equals), true, "the query");
                String value = equals < 0 ? "" : part.substring(equals + 1);
                values.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(PercentDecoder.decode(value, true, "the query parameter " + name));
            }
        }
        return new ManagementQuery(values);
    }

    /** The value of a parameter that comes once; empty when it is missing or has no value. */
    public Optional<String> text(String name) {
        List<String> given = values.getOrDefault(name, List.of()).stream().distinct().toList();
        if (given.size() > 1) {
            throw ManagementFailure.query("The parameter " + name + " is given more than once. Send it once.");
        }
        return given.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** All values of a list; empty ones are left out. */
    public List<String> list(String name) {
        return values.getOrDefault(name, List.of())
                .stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether a parameter is given, with or without a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Passes when nothing else is given.
     *
     * @throws ManagementFailure 400 that names what is
     */
    public void requireOnly(String... names) {
        List<String> known = List.of(names);
        values.keySet().stream().filter(given -> !known.contains(given)).findFirst().ifPresent(given -> {
            throw ManagementFailure.query("The parameter " + Excerpt.of(given) + " is not known here. Send "
                    + String.join(" or ", known) + ", or nothing.");
        });
    }

    /** {@code true} or {@code false}; one without a value is neither. */
    public boolean flag(String name, boolean otherwise) {
        if (has(name) && text(name).isEmpty()) {
            throw ManagementFailure.query("The parameter " + name + " must be true or false.");
        }
        return text(name).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ManagementFailure.query("The parameter " + name + " must be true or false.");
        }).orElse(otherwise);
    }

    /** A whole number within bounds, both inclusive. */
    public int number(String name, int otherwise, int lowest, int highest) {
        return text(name).map(value -> {
            try {
                int number = Integer.parseInt(value);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw outside(name, lowest, highest);
            }
            throw outside(name, lowest, highest);
        }).orElse(otherwise);
    }

    /** A moment in ISO 8601 with an offset or {@code Z}. */
    public Optional<Instant> instant(String name) {
        return text(name).map(value -> {
            return Moment.read(value)
                    .orElseThrow(() -> ManagementFailure.query("The parameter " + name + " must be a time in ISO 8601,"
                            + " such as 2026-03-01T12:00:00Z; a plus in it is sent as %2B."));
        });
    }

    private static ManagementFailure outside(String name, int lowest, int highest) {
        return ManagementFailure.query(
                "The parameter " + name + " must be a whole number from " + lowest + " to " + highest + ".");
    }
}
