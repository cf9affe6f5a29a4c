package dev.rollcall.outbound.alert;

import dev.rollcall.outbound.alert.AlertSettings.SmtpSecurity;
import dev.rollcall.setting.SettingValues;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/**
 * Sends alerts as mails.
 *
 * <p>Guarantees: with {@code starttls} nothing is sent, and nobody signs in, on a connection that could not be encrypted, and the
 * server must show a certificate of its name; each step takes {@value #TIMEOUT} ms at most.
 */
final class SmtpSender implements AlertSender {
    private static final String TIMEOUT = "10000";

    private final Session session;
    private final String from;
    private final String to;
    private final Clock clock;

    SmtpSender(SettingValues settings, String host, String to, Clock clock) {
        Optional<String> user = settings.get(AlertSettings.SMTP_USER);
        SmtpSecurity security = settings.get(AlertSettings.SMTP_SECURITY);
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(settings.get(AlertSettings.SMTP_PORT)));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
        properties.setProperty("mail.smtp.timeout", TIMEOUT);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT);
        properties.setProperty("mail.smtp.auth", Boolean.toString(user.isPresent()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(security == SmtpSecurity.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(security == SmtpSecurity.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(security == SmtpSecurity.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        this.session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user.orElse(""),
                        settings.get(AlertSettings.SMTP_PASSWORD).orElse(""));
            }
        });
        this.from = settings.get(AlertSettings.SMTP_FROM);
        this.to = to;
        this.clock = clock;
    }

    @Override
    public void send(AlertMessage message) {
        try {
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom(new InternetAddress(from));
            mail.setRecipient(RecipientType.TO, new InternetAddress(to));
            mail.setSubject("[Rollcall] " + message.headline(), "UTF-8");
            mail.setSentDate(Date.from(clock.instant()));
            mail.setText(message.text(), "UTF-8");
            Transport.send(mail);
        } catch (MessagingException e) {
            throw new AlertFailedException("The mail server of outbound.smtp-host did not take an alert. Check"
                    + " outbound.smtp-port, -security, -user and -password, and the addresses.", e);
        }
    }

    @Override
    public void close() {
        // Each mail has a connection of its own.
    }
}
