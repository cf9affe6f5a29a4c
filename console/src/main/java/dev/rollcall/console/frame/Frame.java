package dev.rollcall.console.frame;

import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What stands around every page: who is signed in, what they may do, and the links to other pages.
 *
 * @param prefix of the path under which the service is reached, such as {@code /identity}; usually empty
 * @param session empty before signing in
 * @param visit who has come with a set-up link; then nobody has signed in
 * @param csrf the token that each form sends back; empty text before signing in
 * @param assets gives the path of a file below {@value ConsolePath#PREFIX}
 */
public record Frame(
        String prefix, Optional<ConsoleSession> session, Optional<Visit> visit, String csrf,
        UnaryOperator<String> assets, ConsolePath here) {

    /** Who asks; empty for somebody who is not known. */
    public Optional<ManagementCaller> caller() {
        return session.map(ConsoleSession::caller)
                .or(() -> visit.map(known -> new ManagementCaller(known.link().linkId(), Set.of(),
                        Actor.client(known.link().linkId()))));
    }

    /** The URL of a page of the set-up. @param values of the path's parameters behind that of the link */
    public String setupLink(ConsolePath path, String... values) {
        List<String> all = new ArrayList<>();
        all.add(visit.map(known -> known.link().linkId()).orElseThrow());
        all.addAll(List.of(values));
        return link(path, all.toArray(String[]::new));
    }

    /** Whether it is a page of those who come with a set-up link: it leads to no other one, whoever is signed in. */
    public boolean isOfSetup() {
        return here.stem().startsWith(ConsolePath.SETUP.stem());
    }

    /** What the navigation shows. */
    public record Item(String label, String url, boolean current) {}

    /** The URL of a page. @param values of the path's parameters in their order */
    public String link(ConsolePath path, String... values) {
        return prefix + path.with(values);
    }

    /** The URL of a page with a query. */
    public String link(ConsolePath path, LinkQuery query, String... values) {
        return prefix + path.with(values) + query.text();
    }

    /** The URL of a file. */
    public String asset(String name) {
        return prefix + ConsolePath.PREFIX + assets.apply(name);
    }

    /** Whether whoever is signed in has the scope: what they may not do is not shown. */
    public boolean may(ManagementScope scope) {
        return session.filter(known -> known.scopes().contains(scope.word())).isPresent();
    }

    /** Who is signed in, in the words of the page. */
    public String who() {
        return session.map(Frame::who).orElse("");
    }

    /** Who has opened a session, in the words of a page. */
    public static String who(ConsoleSession session) {
        return session.operator()
                .orElse(session.clientId().equals(ManagementCaller.ADMINISTRATOR)
                        ? "Administrator"
                        : session.clientId());
    }

    /** What whoever is signed in is, by what they may do: owner, operator or viewer. */
    public String role() {
        return session.map(known -> role(known.scopes())).orElse("");
    }

    /** What somebody is who has these scopes: owner, operator or viewer. */
    public static String role(Set<String> scopes) {
        if (scopes.containsAll(ManagementScope.words())) {
            return "owner";
        }
        return scopes.stream().allMatch(word -> word.startsWith("read:")) ? "viewer" : "operator";
    }

    /** The pages that the navigation leads to, those alone that may be seen. */
    public List<Item> navigation() {
        return Arrays.stream(Navigation.values())
                .filter(entry -> may(entry.scope()))
                .map(entry -> new Item(entry.label(), link(entry.path()), entry.covers(here)))
                .toList();
    }
}
