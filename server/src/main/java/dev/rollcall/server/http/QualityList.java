package dev.rollcall.server.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header that weighs alternatives ({@code Accept}, {@code Accept-Encoding}; RFC 9110 section 12.4.2).
 *
 * <p>Parameters other than {@code q} are passed over; a weight that cannot be read counts as 1.
 */
public final class QualityList {
    private final Map<String, Double> weights;

    private QualityList(Map<String, Double> weights) {
        this.weights = weights;
    }

    /** Reads the header; never fails. */
    public static QualityList parse(String value) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String item : value.split(",", -1)) {
            String[] parts = item.split(";", -1);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            double weight = 1;
            for (int i = 1; i < parts.length; i++) {
                weight = Math.min(weight, weight(parts[i].strip()));
            }
            if (!name.isEmpty()) {
                weights.merge(name, weight, Math::max);
            }
        }
        return new QualityList(weights);
    }

    /** The weight of the first of these names that is listed; 0 when none is. */
    public double quality(String... mostSpecificFirst) {
        for (String name : mostSpecificFirst) {
            Double weight = weights.get(name);
            if (weight != null) {
                return weight;
            }
        }
        return 0;
    }

    private static double weight(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("q")) {
            return 1;
        }
        try {
            return Double.parseDouble(parameter.substring(equals + 1).strip());
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
