"""What goes wrong around the house: clocks, machines that are down, platforms that are sick, programmes that are large."""
