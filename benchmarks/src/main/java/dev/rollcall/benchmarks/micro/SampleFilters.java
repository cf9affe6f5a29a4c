package dev.rollcall.benchmarks.micro;

import dev.rollcall.benchmarks.SampleUser;

/** A filter as identity providers send it for every user, and one of most parts of the language. */
final class SampleFilters {
    static final String SIMPLE = "userName eq \"" + SampleUser.userName(500) + "\"";
    static final String RICH = "(emails[type eq \"work\" and value co \"@example.com\"] or name.familyName sw \"J\")"
            + " and active eq true and not (title pr and userType ne \"Employee\")";

    private SampleFilters() {}

}
