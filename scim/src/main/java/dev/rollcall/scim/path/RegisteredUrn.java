package dev.rollcall.scim.path;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Optional;

/**
 * The schema URN that a text begins with, and the rest after its separator (7644-3.4.2.2-19).
 *
 * @param schema the schema of that URN
 * @param rest what follows the separator; empty when the text is the URN alone
 */
public record RegisteredUrn(Schema schema, String rest) {
    /** The names that the enterprise extension had in SCIM 1.1 and in drafts of 2.0 (entra.md 3.16). */
    private static final List<String> LEGACY_ENTERPRISE = List.of(
            "urn:scim:schemas:extension:enterprise:1.0:User",
            "urn:scim:schemas:extension:enterprise:2.0:User",
            "urn:scim:schemas:extension:enterprise:1.0",
            "urn:scim:schemas:extension:enterprise:2.0");

    /**
     * {@return the longest registered URN that the text is, or begins with followed by a separator, in any case}
     *
     * @param text a name or a path
     * @param type whose schemas are known
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what a tolerance that is used here is recorded with
     */
    public static Optional<RegisteredUrn> startOf(String text, ResourceType type, Dialect dialect,
            FiredTolerances fired,
            String where) {
        String best = "";
        Schema bestSchema = type.schema();
        if (matches(text, type.schema().id(), dialect)) {
            best = bestSchema.id();
        }
        for (ResourceType.Extension extension : type.extensions()) {
            String urn = extension.schema().id();
            if (urn.length() > best.length() && matches(text, urn, dialect)) {
                best = urn;
                bestSchema = extension.schema();
            }
        }
        if (!best.isEmpty()) {
            return Optional.of(split(text, best, bestSchema, dialect, fired, where));
        }
        return legacy(text, type, dialect, fired, where);
    }

    private static Optional<RegisteredUrn> legacy(String text, ResourceType type, Dialect dialect,
            FiredTolerances fired, String where) {
        Optional<Schema> enterprise = type.schema(Urns.ENTERPRISE_USER);
        if (enterprise.isEmpty() || !dialect.has(Tolerance.LEGACY_ENTERPRISE_URN)) {
            return Optional.empty();
        }
        for (String urn : LEGACY_ENTERPRISE) {
            if (matches(text, urn, dialect)) {
                fired.fired(Tolerance.LEGACY_ENTERPRISE_URN, where);
                return Optional.of(split(text, urn, enterprise.get(), dialect, fired, where));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String text, String urn, Dialect dialect) {
        if (!text.regionMatches(true, 0, urn, 0, urn.length())) {
            return false;
        }
        return text.length() == urn.length()
                || text.charAt(urn.length()) == ':'
                || (text.charAt(urn.length()) == '.' && dialect.has(Tolerance.DOT_AFTER_URN));
    }

    private static RegisteredUrn split(String text, String urn, Schema schema, Dialect dialect, FiredTolerances fired,
            String where) {
        if (text.length() == urn.length()) {
            return new RegisteredUrn(schema, "");
        }
        if (text.charAt(urn.length()) == '.') {
            dialect.allows(Tolerance.DOT_AFTER_URN, fired, where);
        }
        return new RegisteredUrn(schema, text.substring(urn.length() + 1));
    }
}
