package dev.rollcall.console.stream;

/** The secret that a stream's webhooks are signed with, which is shown once. */
public record StreamSecretView(String name, String streamUrl, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "StreamSecretView[" + name + "]";
    }
}
