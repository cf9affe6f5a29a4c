package dev.rollcall.console.setup;

import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page that leads through the set-up with one provider.
 *
 * @param connection its name
 * @param made the tokens that the link has made and that there still are
 * @param chooseUrl the page on which one chooses another one
 * @param againUrl to which the form is sent that lets the checklist begin anew
 */
public record SetupGuideView(
        SetupProvider provider, String connection, SetupValues values, SetupGuide guide, Token token,
        List<Made> made, SetupTicks ticks, String chooseUrl, String againUrl, ChecklistView checklist) {
    public SetupGuideView {
        made = List.copyOf(made);
    }

    /**
     * A token that the link has made.
     *
     * @param ended whether it has
     * @param revokeUrl to which the form is sent that revokes it
     */
    public record Made(ScimToken token, boolean ended, String revokeUrl) {}

    /**
     * What is said of the token to be made.
     *
     * @param left how many may still be made
     * @param scopes what it may do, in words of SCIM
     * @param power what somebody can do who has it
     * @param days how long it is good; empty for until it is revoked
     */
    public record Token(int left, String scopes, String power, Optional<Long> days, boolean onlyEmpty, String url) {
        Token(SetupLink link, SetupProvider provider, String url) {
            this(link.tokensLeft(), provider.scopes()
                    .stream()
                    .sorted()
                    .map(TokenScope::keyword)
                    .collect(Collectors.joining(", ")), SetupTexts.power(provider),
                    link.tokenLifetime().map(life -> Math.max(1, life.toDays())), link.onlyEmpty(), url);
        }
    }
}
