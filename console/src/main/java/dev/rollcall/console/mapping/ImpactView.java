package dev.rollcall.console.mapping;

import dev.rollcall.directory.person.MappingImpact.Example;
import dev.rollcall.directory.person.MappingImpact.Impact;
import java.util.List;

/**
 * How many users another mapping shows differently, in words.
 *
 * @param sentence how many of how many; at least so many when not all were looked at
 * @param button the same in a few words, for the button that does it
 * @param examples the first of them; none for whoever may not see users
 */
public record ImpactView(String sentence, String button, List<Shown> examples) {
    public ImpactView {
        examples = List.copyOf(examples);
    }

    /** Of what changes nothing. */
    static final ImpactView NONE = new ImpactView("", "", List.of());

    /** When nobody could be looked at. @param why in a sentence */
    static ImpactView unknown(String why) {
        return new ImpactView(why, "nobody knows how many users change", List.of());
    }

    /** A user and what differs. */
    public record Shown(String id, List<Value> values) {
        public Shown {
            values = List.copyOf(values);
        }
    }

    /** An attribute that differs; empty text for no value. */
    public record Value(String attribute, String before, String after) {}

    /** @param users whether whoever asks may see users */
    static ImpactView of(Impact impact, boolean users) {
        return new ImpactView(sentence(impact), button(impact),
                users ? impact.examples().stream().map(ImpactView::shown).toList() : List.of());
    }

    private static String sentence(Impact impact) {
        if (impact.users() == 0 && impact.changed() == 0) {
            return "There is no user yet, so nobody is shown differently.";
        }
        if (impact.complete()) {
            return impact.changed() == 0
                    ? "None of " + impact.users() + " users is shown differently."
                    : impact.changed() + " of " + impact.users() + (impact.changed() == 1 ? " users is" : " users are")
                            + " shown differently, and whoever follows the changes is told of each.";
        }
        return "At least " + impact.changed() + " of " + impact.users() + " users are shown differently: the first "
                + impact.seen()
                + " were looked at, which is as many as a search may (limits.filter-scan). Whoever follows"
                + " the changes is told of each.";
    }

    private static String button(Impact impact) {
        return (impact.complete() ? "" : "at least ") + impact.changed() + " of " + impact.users() + " users change";
    }

    private static Shown shown(Example example) {
        return new Shown(example.id(), example.differences()
                .stream()
                .map(one -> new Value(one.attribute(), one.before().map(Object::toString).orElse(""),
                        one.after().map(Object::toString).orElse("")))
                .toList());
    }
}
