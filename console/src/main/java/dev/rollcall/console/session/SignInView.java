package dev.rollcall.console.session;

/**
 * What the page shows on which one signs in.
 *
 * @param next path and query of the page to go to afterwards
 * @param clientId that was typed before
 * @param problem why the last try has failed; empty text for the first one
 */
public record SignInView(String next, String clientId, String problem) {}
