package dev.rollcall.scim.filter;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Finds the values of one attribute in a node; an array gives each of its elements. */
sealed interface ValueSource {
    /** The node itself is the value. */
    ValueSource ITSELF = new Itself();

    /** Whether any value passes the test. */
    boolean any(JsonNode node, Predicate<JsonNode> test);

    /** The same, with null in the place of the value for every element that has none. */
    ValueSource withElementsLackingIt();

    record Itself() implements ValueSource {
        @Override
        public boolean any(JsonNode node, Predicate<JsonNode> test) {
            return eachOf(node, test);
        }

        @Override
        public ValueSource withElementsLackingIt() {
            return this;
        }
    }

    record Attribute(String name, boolean lackingIsNull) implements ValueSource {
        Attribute(String name) {
            this(name, false);
        }

        @Override
        public boolean any(JsonNode node, Predicate<JsonNode> test) {
            JsonNode value = node.get(name);
            if (value == null) {
                return lackingIsNull && node.isObject() && test.test(NullNode.getInstance());
            }
            return eachOf(value, test);
        }

        @Override
        public ValueSource withElementsLackingIt() {
            return new Attribute(name, true);
        }
    }

    record InAttribute(String name, ValueSource inner) implements ValueSource {
        @Override
        public boolean any(JsonNode node, Predicate<JsonNode> test) {
            return inEach(node.get(name), inner, test);
        }

        @Override
        public ValueSource withElementsLackingIt() {
            return new InAttribute(name, inner.withElementsLackingIt());
        }
    }

    record InExtension(String urn, String name, ValueSource inner) implements ValueSource {
        @Override
        public boolean any(JsonNode node, Predicate<JsonNode> test) {
            JsonNode container = node.get(urn);
            return container != null && inEach(container.get(name), inner, test);
        }

        @Override
        public ValueSource withElementsLackingIt() {
            return new InExtension(urn, name, inner.withElementsLackingIt());
        }
    }

    private static boolean inEach(@Nullable JsonNode value, ValueSource inner, Predicate<JsonNode> test) {
        if (value == null) {
            return false;
        }
        if (!value.isArray()) {
            return inner.any(value, test);
        }
        for (int i = 0; i < value.size(); i++) {
            if (inner.any(value.get(i), test)) {
                return true;
            }
        }
        return false;
    }

    private static boolean eachOf(JsonNode value, Predicate<JsonNode> test) {
        if (!value.isArray()) {
            return test.test(value);
        }
        for (int i = 0; i < value.size(); i++) {
            if (test.test(value.get(i))) {
                return true;
            }
        }
        return false;
    }
}
