"""The organisers' own pages: who comes, who is missing, what goes out, attendance, fees, lists to take away."""
