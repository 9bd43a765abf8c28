"""Claims of trade: `claims` names the steps from the words of a sentence (`cues`) to rows; `implied` is what follows from them."""
