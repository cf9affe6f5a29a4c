package dev.rollcall.console.credential;

/** What is shown once of a client of the management API. @param audience that its tokens are asked for with */
public record ClientSecretView(String title, String clientId, String secret, String tokenEndpoint, String audience,
        String backUrl) {}
