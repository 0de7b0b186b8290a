"""Letters on their way to a mail server: the only place that imports aiosmtplib."""
