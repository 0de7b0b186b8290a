"""A Direct Line 3.0 endpoint: tokens, conversations, activities with a watermark, and their stream."""
