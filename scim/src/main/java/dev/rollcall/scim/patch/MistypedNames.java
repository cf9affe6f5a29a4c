package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LetterDistance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Paths that are as good as one of an attribute that decides who gets in, so that they are mistakes: kept as attributes of
 * their own, a {@code memebers} would lose members, and a {@code user.active} leave an account switched on.
 */
final class MistypedNames {
    private static final List<String> DECISIVE = List.of("members", "active", "userName");
    /** How the URNs of published schemas begin; identity providers give customers' own extensions the prefix before that. */
    private static final List<String> STANDARD = List.of("urn:ietf:params:scim:schemas:core:",
            "urn:ietf:params:scim:schemas:extension:enterprise:", "urn:scim:schemas:core:",
            "urn:scim:schemas:extension:enterprise:");
    /** Names that directories have attributes by, in lower case; near to a decisive one, they are no mistakes. */
    private static final Set<String> WORDS_OF_THE_FIELD = Set.of(
            "surname", "usernames", "userdate", "memberof", "member", "memberid", "isactive", "inactive", "native",
            "archive");

    private MistypedNames() {}

    /**
     * A path that is a mistake.
     *
     * @param meant the attribute that it was meant to name
     * @param byPart whether what is behind the dot of the path says so
     */
    record Mistake(String meant, boolean byPart) {}

    /**
     * Whether a path is a mistake; empty for every name that may be one of a client's own. An attribute is meant
     *
     * <ul>
     * <li>by its own or a near name under the URN of another standard schema ({@code urn:…:core:2.0:Users:active});
     * <li>by its own or a near name behind that of the resource type ({@code user.active});
     * <li>by a near name alone ({@code actvie}), unless that is to be removed: nothing is lost then.
     * </ul>
     *
     * @param container the key of the extension that the path leads into
     */
    static Optional<Mistake> of(
            ResourceType type, Optional<String> container, UndeclaredName path, boolean removes) {
        int colon = path.name().lastIndexOf(':');
        String local = path.name().substring(colon + 1);
        if (container.isPresent() || colon >= 0) {
            String urn = container.orElseGet(() -> path.name().substring(0, colon));
            if (!isStandard(urn)) {
                return Optional.empty();
            }
            // Behind a version stands what ends the URN of a schema, here with a dot instead of a colon after it.
            boolean endsUrn = Character.isDigit(urn.charAt(urn.length() - 1));
            return byName(type, local).or(() -> endsUrn ? byPart(type, path) : Optional.empty());
        }
        if (local.equalsIgnoreCase(type.name())) {
            return byPart(type, path);
        }
        return removes ? Optional.empty() : byName(type, local);
    }

    private static Optional<Mistake> byName(ResourceType type, String name) {
        return decisive(type, name).map(meant -> new Mistake(meant, false));
    }

    private static Optional<Mistake> byPart(ResourceType type, UndeclaredName path) {
        return path.subAttribute().flatMap(part -> decisive(type, part)).map(meant -> new Mistake(meant, true));
    }

    /** The refusal that asks what was meant: 400 invalidPath. */
    static ScimException refusal(String undeclared, String meant) {
        return ScimException.of(
                ScimType.INVALID_PATH,
                "No schema of this resource declares " + Excerpt.of(undeclared) + ". Did you mean " + meant
                        + "? Correct the path in the attribute mapping of your identity provider.");
    }

    private static boolean isStandard(String urn) {
        return STANDARD.stream().anyMatch(start -> urn.regionMatches(true, 0, start, 0, start.length()));
    }

    private static Optional<String> decisive(ResourceType type, String local) {
        return DECISIVE.stream()
                .filter(name -> type.schema().attribute(name).isPresent())
                .filter(name -> isNear(local, name))
                .findFirst();
    }

    /**
     * The name itself, one letter missing, added, wrong or swapped with the next, or two wrong behind the right first one. A
     * digit at the end makes it one of several ({@code userName2}), which is no mistake.
     */
    private static boolean isNear(String local, String name) {
        String given = local.toLowerCase(Locale.ROOT);
        String wanted = name.toLowerCase(Locale.ROOT);
        if (Math.abs(given.length() - wanted.length()) > 1
                || WORDS_OF_THE_FIELD.contains(given)
                || Character.isDigit(given.charAt(given.length() - 1))) {
            return false;
        }
        boolean alike = given.length() == wanted.length() && given.charAt(0) == wanted.charAt(0);
        return LetterDistance.between(given, wanted) <= (alike ? 2 : 1);
    }
}
