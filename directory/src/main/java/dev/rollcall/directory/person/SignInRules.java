package dev.rollcall.directory.person;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sign-in may do.
 *
 * @param subjectClaim the claim that says who signed in; empty for the usual one of the strategy
 * @param rootAttributes when it may write the root attributes of the profile
 * @param truth whose word counts for a root attribute, by name; {@link Truth#SCIM} for those that are not named
 * @param adoption by what somebody who is there already is found when the user-id attribute finds nobody, in order
 * @param verifiedDomains the domains, in lower case, whose e-mail addresses the identity provider vouches for
 * @param creates whether somebody is made when nobody is found
 */
public record SignInRules(
        Optional<String> subjectClaim,
        RootAttributes rootAttributes,
        Map<String, Truth> truth,
        List<Adoption> adoption,
        Set<String> verifiedDomains,
        boolean creates) {

    /** Those that hold when nothing is set. */
    public static final SignInRules DEFAULTS = new SignInRules(
            Optional.empty(), RootAttributes.ON_EACH_LOGIN, Map.of(), List.of(Adoption.values()), Set.of(), true);

    public SignInRules {
        truth = Map.copyOf(truth);
        adoption = List.copyOf(adoption);
        verifiedDomains = Set.copyOf(verifiedDomains);
    }

    /** When sign-ins write root attributes; the words are Auth0's {@code set_user_root_attributes}. */
    public enum RootAttributes {
        ON_EACH_LOGIN,
        ON_FIRST_LOGIN,
        NEVER_ON_LOGIN;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of that word. */
        public static Optional<RootAttributes> ofWord(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }

    /** Whose word counts for an attribute. */
    public enum Truth {
        /** What SCIM or the product wrote stays; a sign-in fills what is missing and keeps up what it wrote itself. */
        SCIM,
        /** Each sign-in writes what it says. */
        LOGIN,
        /** Whoever gave the first value. */
        FIRST_WRITER;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of that word. */
        public static Optional<Truth> ofWord(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }

    /** By what somebody is found. Never outside the connection. */
    public enum Adoption {
        /** The subject of the sign-in is the person's externalId. */
        EXTERNAL_ID("externalId"),
        /** The name that the sign-in says, or its subject, is the person's userName. */
        USER_NAME("userName"),
        /** The e-mail address that the sign-in says is one person's, and of a verified domain. */
        VERIFIED_EMAIL("email");

        private final String word;

        Adoption(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }

        /** The one of that word. */
        public static Optional<Adoption> ofWord(String word) {
            return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
        }
    }

    /** Whose word counts for that root attribute. */
    public Truth truthOf(String attribute) {
        return truth.getOrDefault(attribute, Truth.SCIM);
    }

    /** Whether the identity provider vouches for that e-mail address: its domain is one of the verified ones. */
    public boolean vouchesFor(String email) {
        return verifiedDomains.contains(email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }
}
