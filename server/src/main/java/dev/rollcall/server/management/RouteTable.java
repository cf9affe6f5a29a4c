package dev.rollcall.server.management;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All routes of the management API. A literal segment wins over a parameter; no two routes take the same requests. */
final class RouteTable {
    private final List<Pattern> patterns;

    /** @throws IllegalArgumentException when two routes take the same requests */
    RouteTable(List<ManagementRoute> routes) {
        this.patterns = routes.stream()
                .map(Pattern::of)
                .sorted(Comparator.comparing(Pattern::order))
                .toList();
        for (int i = 1; i < patterns.size(); i++) {
            if (patterns.get(i).order().equals(patterns.get(i - 1).order())
                    && patterns.get(i).route.method().equals(patterns.get(i - 1).route.method())) {
                throw new IllegalArgumentException("Two routes are " + patterns.get(i).route.method() + " "
                        + patterns.get(i).route.template() + ".");
            }
        }
    }

    /** What a path names. */
    sealed interface Match {
        /** A route, and what stands in the place of its parameters. */
        record Found(ManagementRoute route, Map<String, String> parameters) implements Match {}

        /** A path that takes other methods. */
        record OtherMethod(String allow) implements Match {}

        /** Nothing. */
        record Nothing() implements Match {}
    }

    /** The route for a method and the decoded segments of a path. */
    Match find(String method, List<String> segments) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        String literal = "";
        for (Pattern pattern : patterns) {
            if (!pattern.takes(segments)) {
                continue;
            }
            if (allowed.isEmpty()) {
                literal = pattern.order();
            }
            // Of the patterns that take a path only the one with most literals counts.
            if (!pattern.order().equals(literal)) {
                break;
            }
            if (pattern.route.method().equals(wanted)) {
                return new Match.Found(pattern.route, pattern.parameters(segments));
            }
            allowed.add(pattern.route.method());
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethod(String.join(", ", allowed));
    }

    private record Pattern(ManagementRoute route, List<String> segments) {
        static Pattern of(ManagementRoute route) {
            List<String> segments = new ArrayList<>();
            for (String segment : route.template().substring(1).split("/", -1)) {
                segments.add(segment);
            }
            return new Pattern(route, List.copyOf(segments));
        }

        /** Sorts literals before parameters, and is the same for those that take the same paths. */
        String order() {
            StringBuilder order = new StringBuilder();
            for (String segment : segments) {
                order.append('/').append(isParameter(segment) ? "\uffff" : segment);
            }
            return order.toString();
        }

        boolean takes(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                if (!isParameter(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> parameters(List<String> path) {
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (isParameter(segment)) {
                    parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
                }
            }
            return Map.copyOf(parameters);
        }

        private static boolean isParameter(String segment) {
            return segment.startsWith("{");
        }
    }
}
