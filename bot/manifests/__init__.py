"""What a platform is given to know Samband by: one file a platform."""
