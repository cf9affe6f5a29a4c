package dev.rollcall.directory.person;

import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import java.util.Map;

/** What one snapshot says of whoever signs in. */
record SignInKnown(PersonSettings settings, SignInLookup.Result found, Reason reason) {

    /**
     * What was written of the sign-in.
     *
     * @param id of the person
     * @param ignored what was said and not taken over, with the reason
     */
    record Written(String id, Found found, Map<String, String> ignored) {}
}
