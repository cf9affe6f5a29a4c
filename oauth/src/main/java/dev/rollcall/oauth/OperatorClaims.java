package dev.rollcall.oauth;

import dev.rollcall.directory.access.OperatorSignInException;
import dev.rollcall.directory.client.ConsoleOperator;
import dev.rollcall.directory.client.OperatorRole;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which claims say who somebody is and what they may do.
 *
 * @param name by which an operator is known
 * @param role that says what they may do
 * @param values of the latter, by the role that they make, the one first that may do most
 */
record OperatorClaims(String name, String role, Map<OperatorRole, List<String>> values) {
    private static final String EMAIL = "email";

    static OperatorClaims of(SettingValues settings) {
        Map<OperatorRole, List<String>> values = new LinkedHashMap<>();
        values.put(OperatorRole.OWNER, values(settings, OperatorSettings.OWNERS, OperatorRole.OWNER));
        values.put(OperatorRole.OPERATOR, values(settings, OperatorSettings.OPERATORS, OperatorRole.OPERATOR));
        values.put(OperatorRole.VIEWER, values(settings, OperatorSettings.VIEWERS, OperatorRole.VIEWER));
        return new OperatorClaims(settings.get(OperatorSettings.NAME_CLAIM), settings.get(OperatorSettings.ROLE_CLAIM),
                values);
    }

    /** Whose token it is. @throws OperatorSignInException when it names nobody, or nobody who may do anything here */
    ConsoleOperator operator(SignedToken token) {
        String known = known(token);
        List<String> has = token.texts(role);
        OperatorRole most = values.entrySet()
                .stream()
                .filter(entry -> entry.getValue().stream().anyMatch(has::contains))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> OperatorSignInException.refused("The issuer knows you as " + known
                        + ", but its claim " + role + (has.isEmpty() ? " is missing" : " says nothing that counts here")
                        + ", so you may do nothing here. Whoever runs the issuer can give you a role; which value is which"
                        + " role is in the settings console.oidc-owners, -operators and -viewers."));
        return new ConsoleOperator(known, most);
    }

    private String known(SignedToken token) {
        boolean unproven = name.equals(EMAIL) && token.isFalse("email_verified");
        return token.text(name)
                .filter(text -> !unproven)
                .filter(ConsoleOperator::isName)
                .or(() -> token.text("sub").filter(ConsoleOperator::isName))
                .orElseThrow(() -> OperatorSignInException
                        .refused("The ID token that the issuer has sent names nobody: neither "
                                + name + " nor sub is a text of at most " + ConsoleOperator.LONGEST
                                + " characters that can be seen. Have console.oidc-name-claim name another claim."));
    }

    private static List<String> values(SettingValues settings, Setting<List<String>> setting, OperatorRole role) {
        return Optional.of(settings.get(setting))
                .filter(set -> !set.isEmpty())
                .orElse(List.of(role.name().toLowerCase(Locale.ROOT)));
    }
}
