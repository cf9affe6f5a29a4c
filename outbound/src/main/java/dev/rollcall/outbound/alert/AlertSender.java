package dev.rollcall.outbound.alert;

/** One way to an administrator. */
interface AlertSender extends AutoCloseable {
    /**
     * Tells of something, within seconds.
     *
     * @throws AlertFailedException when it did not get there; the message says what to do and holds no secret
     */
    void send(AlertMessage message);

    @Override
    void close();
}
