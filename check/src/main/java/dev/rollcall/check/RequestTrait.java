package dev.rollcall.check;

/**
 * Something that is special in a request, and that an endpoint may fail at.
 *
 * @param subject what a sentence about it begins with
 * @param mend what an endpoint has to do about it
 */
record RequestTrait(String subject, String mend) {}
