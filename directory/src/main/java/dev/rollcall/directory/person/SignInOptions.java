package dev.rollcall.directory.person;

import dev.rollcall.directory.person.SignInRules.Adoption;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.directory.person.SignInRules.Truth;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The rules of sign-ins as a connection's {@code options} have them: Auth0's {@code set_user_root_attributes} and
 * {@code userid_attribute}, and our own {@code verified_domains} and {@code sign_in}.
 *
 * @param rules what is understood of them; what is not is as if it were not there
 * @param problems what is not, a sentence each
 */
public record SignInOptions(SignInRules rules, List<String> problems) {
    private static final String ROOT_ATTRIBUTES = "set_user_root_attributes";
    private static final String DOMAINS = "verified_domains";
    private static final String SIGN_IN = "sign_in";
    private static final Set<String> SUBJECT_CLAIMS = Set.of("oid", "sub");
    private static final int MOST_DOMAINS = 1_000;

    public SignInOptions {
        problems = List.copyOf(problems);
    }

    /** Reads options, or what takes their place when there are none. */
    public static SignInOptions read(JsonNode options) {
        return new Reader(options).read();
    }

    private static final class Reader {
        private final JsonNode options;
        private final JsonNode signIn;
        private final List<String> problems = new ArrayList<>();

        Reader(JsonNode options) {
            this.options = options;
            this.signIn = options.path(SIGN_IN);
        }

        SignInOptions read() {
            if (!isMissing(signIn) && !signIn.isObject()) {
                problems.add("options.sign_in must be an object with adopt, create and source_of_truth.");
            }
            SignInRules rules = new SignInRules(subjectClaim(), rootAttributes(), truth(), adoption(), domains(),
                    creates());
            return new SignInOptions(rules, problems);
        }

        /** Other values are kept for Auth0's clients, and warned about. */
        private Optional<String> subjectClaim() {
            return Optional.of(options.path("userid_attribute").asString("")).filter(SUBJECT_CLAIMS::contains);
        }

        private RootAttributes rootAttributes() {
            JsonNode value = options.path(ROOT_ATTRIBUTES);
            return RootAttributes.ofWord(value.asString("")).orElseGet(() -> {
                if (!isMissing(value)) {
                    problems.add("options.set_user_root_attributes must be on_each_login, on_first_login or"
                            + " never_on_login.");
                }
                return SignInRules.DEFAULTS.rootAttributes();
            });
        }

        private Map<String, Truth> truth() {
            Map<String, Truth> truth = new LinkedHashMap<>();
            signIn.path("source_of_truth")
                    .properties()
                    .forEach(entry -> Truth.ofWord(entry.getValue().asString(""))
                            .ifPresentOrElse(
                                    word -> truth.put(entry.getKey(), word),
                                    () -> problems.add("options.sign_in.source_of_truth." + entry.getKey()
                                            + " must be scim, login or first_writer.")));
            return truth;
        }

        private List<Adoption> adoption() {
            JsonNode rules = signIn.path("adopt");
            if (isMissing(rules)) {
                return SignInRules.DEFAULTS.adoption();
            }
            Set<Adoption> adoption = new LinkedHashSet<>();
            for (JsonNode rule : rules) {
                Adoption.ofWord(rule.asString(""))
                        .ifPresentOrElse(
                                adoption::add,
                                () -> problems
                                        .add("options.sign_in.adopt is a list of externalId, userName and email."));
            }
            return List.copyOf(adoption);
        }

        private Set<String> domains() {
            Set<String> domains = new LinkedHashSet<>();
            JsonNode listed = options.path(DOMAINS);
            if (!isMissing(listed) && !listed.isArray() || listed.size() > MOST_DOMAINS) {
                problems.add("options.verified_domains must be a list of at most " + MOST_DOMAINS + " domains.");
                return domains;
            }
            for (JsonNode domain : listed) {
                String text = domain.asString("").toLowerCase(Locale.ROOT);
                if (text.isEmpty() || text.indexOf('@') >= 0 || text.indexOf('*') >= 0) {
                    problems.add("options.verified_domains holds \"" + Excerpt.of(text)
                            + "\": write each domain out, such as"
                            + " acme.example.");
                } else {
                    domains.add(text);
                }
            }
            return domains;
        }

        private boolean creates() {
            JsonNode creates = signIn.path("create");
            if (!isMissing(creates) && !creates.isBoolean()) {
                problems.add("options.sign_in.create must be true or false.");
            }
            return creates.asBoolean(true);
        }

        private static boolean isMissing(JsonNode node) {
            return node.isMissingNode() || node.isNull();
        }
    }
}
