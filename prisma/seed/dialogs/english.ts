import type { LeafKey } from '../company/categories'

/** What customers and agents say in English; see readScript for the notation. */
export const english: Record<LeafKey, string> = {
  parcel: `
    C Hi, my order {order} was supposed to arrive on {date} and I still have nothing. | Hello, where is my parcel? Order {order}. | The tracking for {order} has not moved for three days.
    A Thanks, I have order {order} open. Give me a moment to look at the tracking. | Sorry about the wait, I am checking {order} with the carrier now.
    A The parcel was scanned in the regional depot yesterday evening, so it should be with you by {date}. | It is on a van that did not finish its round; the carrier shows a new attempt for {date}.
    C And if it does not come again? | Ok. Can I still change the drop-off place?
    A Then write to us here and we start a search with the carrier at once; you would get a replacement after two working days. | I have added a note for the driver: leave with a neighbour if nobody is in.
    ? C It is a present, so that would be good to know in time.
    ? A I will keep an eye on it and mail you as soon as it is out for delivery.
    C All right, thank you. | Great, thanks for checking.`,
  address: `
    C I ordered a minute ago and the address is wrong. Order {order}. | Can I still change the delivery address of {order}?
    A Let me see whether the warehouse has it already. | One moment, I am stopping {order} so that nothing leaves before we are done.
    A It is still open. Which address should it go to?
    C To my office please, same city: Gartenweg 14, second floor. | To a parcel shop near the station would be best.
    A Done, the new label is printed with that address. You get a new confirmation by mail in a few minutes.
    ? C Can I add a {product} to the same order?
    ? A Not to the same one, I am afraid, but order it now and I will put both in one parcel without extra postage.
    C Perfect, thanks! | Got the mail, thank you.`,
  damaged: `
    C The {product} from order {order} arrived with a crack. | My parcel came today and one item is missing: the {product}.
    A I am sorry, that is not how it should reach you. Was the box damaged outside as well? | Sorry to hear that. Could you tell me what the delivery note says?
    C The box was fine, only the item itself. | The note lists two items, there was only one.
    A Thank you, that is enough for me. Would you like a replacement or the money back?
    C Replacement please, if it comes this week. | The money back, please.
    A Arranged for order {order}. You do not have to send anything back. | It is on its way tomorrow; keep or recycle the damaged one.
    ? C Do I pay postage again?
    ? A No, nothing at all.
    C That was quick, thank you. | Fine, thanks.`,
  return: `
    C I would like to send back the {product}. How does that work? | How do I return something from order {order}?
    A Happy to help. Is it unused and in its box? | You have 30 days from delivery. May I ask what was wrong with it?
    C Unused, it is just smaller than I thought. | It does not fit the way I expected.
    A No problem. I have mailed you a return label for {order}; any parcel shop takes it.
    C When do I get the money? | Is the return free?
    A The refund of {amount} leaves us within three days after the parcel is back. | Yes, the label is paid by us. The refund of {amount} goes to the way you paid.
    ? C Can I bring it to a shop instead?
    ? A Our outlet in Hamburg takes returns too; bring the order number.
    C Thanks, label received. | Okay, thank you.`,
  refund: `
    C I sent back my order {order} two weeks ago and have no refund yet. | Where is my refund for {order}?
    A Let me look up the return. | I can see it arrived with us on {date}. I am checking why nothing has been paid.
    A It was received, but the inspection has not been closed. I have done that now.
    C So when will I see the {amount}? | How long does the bank take?
    A The transfer of {amount} leaves today; banks take one to three working days.
    ? C Honestly, I should not have to ask for it.
    ? A You are right, and I am sorry. I have added 200 points to your account for the trouble.
    C Okay, I will wait until then. | Thank you for sorting it out.`,
  exchange: `
    C Can I exchange the {product} for size {size}? | I need the {product} from {order} one size larger.
    A Let me see if size {size} is in stock. | Sure, one second, I check the warehouse.
    A We have it. I reserve one for you and send a label for the other. Does that work?
    C Yes please. Do I have to pay first? | Do I send the old one first?
    A No. The new one leaves today, and you have 14 days to send the other back.
    ? C How does the size run compared with your boots?
    ? A Half a size small, so {size} is the right choice if you wear thick socks.
    C Super, thanks. | Thank you, great service.`,
  payment_failed: `
    C My card was charged but the order shows as not paid. | I cannot pay, I get an error at the last step.
    A I am sorry. Which way of paying did you try, and when? | Let me look. Do you have the order number?
    C Card, about ten minutes ago, order {order}. | {order}, I tried twice with my card.
    A The bank only reserved {amount}; it is not booked, and the reservation falls away by itself.
    A I have sent you a new payment link that also takes PayPal. | Please try the link I have just mailed you.
    C Will I be charged twice? | Okay, trying now.
    A No, only the new payment is booked. I stay here until it went through.
    ? C It worked this time.
    C Thanks for your patience. | Paid, thank you.`,
  invoice: `
    C I need an invoice with my company's name for {order}. | Where can I find the invoice of {order}?
    A Of course. What exactly should it say? | Invoices stand in your account under orders. Shall I change anything on it?
    C Name and VAT number please; I can paste them here. | Our accounting needs the address of the company on it.
    A Got it, I issue it anew.
    A The corrected invoice for {order} over {amount} is in your mailbox.
    ? C Could future orders carry it as well?
    ? A Yes, I have stored it in your profile as the billing address.
    C Received, thank you. | Thanks, that is all.`,
  voucher: `
    C The code {code} is not accepted. | My voucher {code} says it has expired, but I got it yesterday.
    A Let me check {code}. | I will look at the conditions of that code.
    A It starts at 50 euros without postage, and your basket is just below. | It was entered with a wrong date on our side. Sorry!
    C Ah. Can you make an exception? | So what now?
    A I made you a new code worth the same, {code}, valid until the end of the month.
    ? C Does it work on sale items as well?
    ? A On everything but gift cards.
    C It works, thanks. | Great, thank you!`,
  tents: `
    C I look for a tent for two adults and a dog, mostly in autumn. | Which sleeping bag would you take for nights around zero?
    A Nice. Do you carry it, or come by car? | How warm do you usually sleep, and how tall are you?
    C We hike, so weight matters. | I get cold easily, and I am 1.82.
    A Then the {product} would be my choice: light, and it stands up to wind. | I would take the {product} in the long version, comfort down to minus three.
    C Is it hard to put up alone? | And how small does it pack?
    A Five minutes once you have done it twice. There is a short film on the product page. | About the size of a loaf of bread, 1.1 kg.
    ? C Do you also rent it out?
    ? A Not we, but our partner Camp Rental does, and it counts towards a purchase.
    C Thanks, I will order it. | That helps a lot, thank you.`,
  clothing: `
    C Does the {product} run small? | Which size do I need in the {product}? I am usually {size}.
    A It is cut straight. What will you wear under it? | Do you want it close or with room for a layer?
    C Only a thin layer. | With room, for winter.
    A Then {size} fits. If in doubt, order two sizes and send one back for free.
    C Is it really waterproof? | Can I wash it at home?
    A Yes, 20,000 mm, and the seams are taped. | At 30 degrees with a liquid detergent, and no softener.
    ? C And is it made without PFAS?
    ? A Since last year, yes; it says so on the label.
    C Good to know, thanks. | Okay, I will take it.`,
  kitchen: `
    C Can the {product} go on induction? | Is the {product} safe for the dishwasher?
    A Which size are you thinking of? | Let me look at the maker's sheet for you.
    C The large one. | The one with the wooden handle.
    A Yes, it works on all hobs. Let it heat up slowly in the beginning. | Better wash it by hand; the handle lasts longer.
    ? C How do I season it?
    ? A A thin film of oil and an hour in the oven at 200 degrees, twice.
    C Thanks for the quick answer. | Perfect, thank you.`,
  defect: `
    C The zip of my {product} broke after two months. | My {product} does not work any more. Order {order}.
    A That should not happen. Can you describe what exactly gives way? | I am sorry. When did you first notice it?
    C The slider no longer closes the teeth. | Last weekend, on the first evening out.
    A Thank you. That is a case for the warranty; we repair it free of charge. | You have three years of warranty, so we take care of it.
    C How long will that take? | Do I get something in the meantime?
    A About ten working days. I mail you the label and a form now. | If the repair takes longer than two weeks you get a new one.
    ? C I leave for a trip on {date}.
    ? A Then I mark it as urgent and ask the workshop to send it back by {date}.
    C Thank you, I will send it tomorrow. | All right, thanks.`,
  spare: `
    C I need a new pole for the {product}. | Do you sell single pegs and cords for the {product}?
    A Which year is yours? It stands on the small label inside. | Yes, most parts. Which one do you need exactly?
    C 2024. | The middle one, with the yellow end.
    A I have found it: {amount} with postage, in stock. Shall I send it?
    C Yes please, on my account. | Please do.
    A Ordered, number {order}. It leaves today.
    C Wonderful, thanks. | Thank you!`,
  sign_in: `
    C I cannot sign in any more. | The mail for the new password does not arrive.
    A Let me look. Which mail address do you use with us? | Have you looked into the spam folder?
    C The one I am signed up with here. | Yes, nothing there.
    A There was a typing error in the address. I have corrected it after checking your last order, {order}.
    A Please ask for a new password once more now.
    C It came. | One second… yes, there it is.
    ? A Fine. Do you want me to wait until you are in?
    C I am in. Thank you! | Works, thanks.`,
  points: `
    C My points from the last order are missing. | How many points do I need for the next level?
    A I look at your account. | Points are booked 14 days after delivery. Let me check yours.
    A They come on {date}, when the return period of {order} ends.
    C And do they expire? | Can I use them for postage?
    A They stay for two years. | Yes, 100 points are one euro, on anything.
    C Understood, thanks. | Okay, thank you.`,
}

export const englishPhrases = {
  greeting: [
    'Hello, this is {agent}. Thank you for writing to us.',
    'Hi {customer}, {agent} here. I have read your message.',
    'Good day, you are speaking with {agent}.',
  ],
  greetingAfterWait: [
    'Hello {customer}, thank you for waiting. {agent} here.',
    'Sorry for the wait, {customer}. I am {agent} and have read what you wrote.',
  ],
  takeOver: [
    'Hello, {agent} here. My colleague has handed this to me and I have read it all.',
    'Hi {customer}, I am {agent} and take it from here.',
  ],
  transfer: [
    'I will pass you on to a colleague who can decide this.',
    'A colleague from the right team takes over now.',
  ],
  impatient: ['Is anybody there?', 'Hello?', 'How long will it take?', 'I am still waiting.'],
  anythingElse: ['Is there anything else I can do for you?', 'Can I help with anything else?'],
  no: ['No, that is all.', 'No thanks.', 'That was it, thank you.'],
  goodbye: ['Have a nice day!', 'Thank you and goodbye.', 'You are welcome. Enjoy your day!'],
  back: [
    'Hi again, one more thing about this.',
    'Sorry, it still does not work.',
    'Hello, I have not heard anything since.',
  ],
  offlineReply: [
    'Hello {customer}, this is {agent}. Sorry that nobody was here when you wrote.',
    'Good morning {customer}, {agent} here with an answer to your message.',
  ],
  commentsGood: [
    'Very kind and quick.',
    'Solved in five minutes.',
    'Best service I have had in a while.',
    'Thanks, {agent}!',
  ],
  commentsFair: ['Okay, but it took a while.', 'Got an answer in the end.'],
  commentsBad: ['Had to wait far too long.', 'Nobody could tell me anything definite.', 'Still not solved.'],
}
