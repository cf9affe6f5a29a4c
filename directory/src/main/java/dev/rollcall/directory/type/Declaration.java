package dev.rollcall.directory.type;

import dev.rollcall.directory.identifier.Keyword;
import java.time.Instant;
import java.util.Locale;

/**
 * A schema or a resource type that a connection declares beyond the standard ones, as it is stored.
 *
 * @param name the URN of a schema or the name of a resource type, in registered spelling
 * @param text the JSON of {@link DeclaredSchema} or {@link DeclaredType}
 * @param declaredAt when it came or was replaced last, to the millisecond
 */
public record Declaration(Kind kind, String name, String text, Instant declaredAt) {

    /** What is declared. */
    public enum Kind implements Keyword {
        SCHEMA("schema"),
        RESOURCE_TYPE("resource-type"),
        /** What was declared once, and events of then must not tell: {@link WithheldValues}. Nobody declares it. */
        WITHHELD("withheld");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        @Override
        public String keyword() {
            return keyword;
        }

        /** The kind of that word. @throws IllegalArgumentException when there is none */
        public static Kind of(String keyword) {
            return Keyword.find(Kind.class, keyword, "kind of declaration");
        }
    }

    /** By what it is found: names are compared without regard to case (RFC 7643 section 2.1). */
    public String key() {
        return key(name);
    }

    /** By what a declaration of that name is found. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
